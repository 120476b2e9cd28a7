using System.Net;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>What is answered to an input where the engine's store takes nothing in, and what becomes of it.</summary>
public sealed class EngineStoreOutageTests(DevServicesFixture services)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_entry_is_answered_with_the_request_and_counts_once_when_the_store_is_back(bool right)
    {
        await using Outage outage = await Outage.PrepareAsync(services);
        (Channel channel, string id, string code) = outage.Request;

        Reply entry = await outage.AnswerAsync(() => channel.EnterAsync(id, right ? code : Channel.Other(code)));
        Assert.Equal("awaitingCode", entry.Expect(202)["status"]);

        outage.End();
        if (right)
            await channel.UntilAsync(id, "attached");
        else
            Assert.Equal("3", (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect")["triesLeft"]);
    }

    [Fact]
    public async Task An_answer_is_kept_and_answered_with_the_request_as_far_as_it_had_come()
    {
        await using Outage outage = await Outage.PrepareAsync(services);
        (Channel channel, string id, string code) = outage.Request;

        Reply given = await outage.AnswerAsync(() => channel.GiveLineUserAsync(id, new { kind = "other", firstName = "Jeanne", lastName = "Martin" }));
        Assert.Equal(("awaitingCode", "Jeanne"), (given.Expect(200)["status"], (string?)given.Body["lineUser"]!["firstName"]));

        outage.End();
        (await channel.EnterAsync(id, code)).Expect(200);
        await channel.UntilAsync(id, "attached");
    }

    /// <summary>An application, a request of it that awaits its code, and an engine's store that takes nothing in while somebody asks.</summary>
    private sealed class Outage(WireProxy proxy, TestApplication application, Deployment deployment, TestApplicationClock clock) : IAsyncDisposable
    {
        public (Channel Channel, string Id, string Code) Request { get; private set; }

        public static async Task<Outage> PrepareAsync(DevServicesFixture services)
        {
            TestApplicationClock clock = new();
            WireProxy proxy = await WireProxy.StartAsync(
                services.StorageConnectionString, services.CommunicationConnectionString, TestContext.Current.CancellationToken);
            Dictionary<string, string?> settings = TestApplication.Settings(services);
            settings["AzureWebJobsStorage"] = proxy.StorageConnectionString;
            TestApplication application = await TestApplication.StartAsync(settings, clock);
            Outage outage = new(proxy, application, new Deployment(application.BaseUrl, new Uri(services.BaseUrl), clock), clock);
            Channel channel = await outage.Deployment.CustomerAsync();
            TestContract contract = await outage.Deployment.ImportAsync(TestContract.Mobile());
            (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);
            outage.Request = (channel, id, code);
            return outage;
        }

        private Deployment Deployment => deployment;

        /// <summary>What is answered while the store is away, and time passes.</summary>
        public async Task<Reply> AnswerAsync(Func<Task<Reply>> ask)
        {
            proxy.Faulting = call => call.Kind.Contains("durableinstances P", StringComparison.Ordinal) ? WireFault.Refused(HttpStatusCode.ServiceUnavailable) : null;
            Task<Reply> asked = ask();
            await Patience.UntilAsync(() => asked.IsCompleted, "the answer", async () =>
            {
                clock.Skip(TimeSpan.FromMilliseconds(500));
                await Request.Channel.RequestAsync(Request.Id);
            });
            return await asked;
        }

        /// <summary>The store is back, and the engine tries again.</summary>
        public void End()
        {
            proxy.Faulting = null;
            clock.Skip(TimeSpan.FromSeconds(10));
        }

        public async ValueTask DisposeAsync()
        {
            deployment.Dispose();
            await application.DisposeAsync();
            await proxy.DisposeAsync();
        }
    }
}
