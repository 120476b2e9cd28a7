using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Telemetry;

/// <summary>What leaves the application as telemetry, read at the wire.</summary>
public sealed class ExportTests(DevServicesFixture services)
{
    [Fact]
    public async Task Metrics_and_traces_are_exported_and_tell_nothing_of_anybody()
    {
        await using TelemetryCollector collector = await TelemetryCollector.StartAsync(TestContext.Current.CancellationToken);
        TestContract contract;
        Channel channel;
        string code;
        await using (TestApplication application = await TestApplication.StartAsync(collector.Settings(services)))
        {
            using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
            channel = await deployment.CustomerAsync();
            contract = await deployment.ImportAsync(TestContract.Mobile());
            string id = await channel.BeginAsync(contract, new { kind = "other", firstName = "Zénobie", lastName = "Quatremère" }, channel.Contact);
            code = await channel.CodeAsync(contract);
            (await channel.EnterAsync(id, code)).Expect(200);
            await channel.UntilAsync(id, "attached");
        }

        string metrics = collector.Text("/v1/metrics");
        string traces = collector.Text("/v1/traces");
        Assert.Contains("contract_attach.requests.ended", metrics, StringComparison.Ordinal);
        Assert.Contains("attached", metrics, StringComparison.Ordinal);
        Assert.Contains("url.full", traces, StringComparison.Ordinal);
        foreach (string secret in new[] { contract.Line, contract.Line.TrimStart('+'), contract.CustomerNumber, channel.Person.Email!, code, "Quatrem", "Bearer" })
        {
            Assert.DoesNotContain(secret, metrics, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, traces, StringComparison.Ordinal);
        }
    }
}
