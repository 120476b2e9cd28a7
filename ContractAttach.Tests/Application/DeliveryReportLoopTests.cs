using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>The whole way of a code that does not arrive: accepted by the service, reported as failed, sent again.</summary>
public sealed class DeliveryReportLoopTests(DevServicesFixture shared) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-tests-").FullName;
    private DevServicesProcess _services = null!;
    private TestApplication _application = null!;

    public async ValueTask InitializeAsync()
    {
        int port = FreePorts.Take(1)[0];
        Dictionary<string, string> around = shared.Process.SameAzurite();
        around["DevServices__DeliveryReportHook"] = $"http://127.0.0.1:{port}/hooks/sms-delivery-reports";
        _services = await DevServicesProcess.StartAsync(_directory, around);

        Dictionary<string, string?> settings = TestApplication.Settings(shared);
        settings["Host__LocalHttpPort"] = $"{port}";
        settings["SignIn__Authority"] = settings["Hooks__Authority"] = _services.BaseUrl;
        settings["Communication__ConnectionString"] = _services.CommunicationConnectionString;
        _application = await TestApplication.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
        if (_services is not null)
            await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_code_that_is_reported_as_failed_is_sent_again()
    {
        using var deployment = new Deployment(_application.BaseUrl, new Uri(_services.BaseUrl), TimeProvider.System);
        Channel channel = await deployment.CustomerAsync();
        TestContract contract = await deployment.ImportAsync(TestContract.Mobile());
        await deployment.FaultAsync(new { kind = "sms", mode = "reportFailed", to = contract.Line, count = 1 });

        string id = await channel.BeginAsync(contract, new { kind = "me" }, channel.Contact);
        await channel.UntilFailedAsync(id);
        (await channel.ResendAsync(id)).Expect(202);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract, 2))).Expect(200);

        await channel.UntilAsync(id, "attached");
    }
}
