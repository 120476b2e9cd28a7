using System.Net;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>What is answered to an entry where the engine's store takes nothing in, and what becomes of the entry.</summary>
public sealed class EngineStoreOutageTests(DevServicesFixture services)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_is_answered_with_the_request_and_counts_once_when_the_store_is_back(bool right)
    {
        TestApplicationClock clock = new();
        await using WireProxy proxy = await WireProxy.StartAsync(
            services.StorageConnectionString, services.CommunicationConnectionString, TestContext.Current.CancellationToken);
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        settings["AzureWebJobsStorage"] = proxy.StorageConnectionString;
        await using TestApplication application = await TestApplication.StartAsync(settings, clock);
        using Deployment deployment = new(application.BaseUrl, new Uri(services.BaseUrl), clock);
        Channel channel = await deployment.CustomerAsync();
        TestContract contract = await deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);

        proxy.Faulting = call => call.Kind.EndsWith("durableinstances PUT", StringComparison.Ordinal) ? WireFault.Refused(HttpStatusCode.ServiceUnavailable) : null;
        Task<Reply> entry = channel.EnterAsync(id, right ? code : Channel.Other(code));
        await Patience.UntilAsync(() => entry.IsCompleted, "the answer", async () =>
        {
            clock.Skip(TimeSpan.FromMilliseconds(500));
            await channel.RequestAsync(id);
        });
        Assert.Equal("awaitingCode", (await entry).Expect(202)["status"]);

        proxy.Faulting = null;
        clock.Skip(TimeSpan.FromSeconds(10));
        if (right)
            await channel.UntilAsync(id, "attached");
        else
            Assert.Equal("3", (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect")["triesLeft"]);
    }
}
