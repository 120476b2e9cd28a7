using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>What the timed clean-up mends, and what a call mends by itself.</summary>
public sealed class CleanupTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    // RULES: a request is overdue 10 minutes after its hour.
    private static readonly TimeSpan s_overdue = TimeSpan.FromMinutes(71);
    private static readonly TimeSpan s_nextRun = TimeSpan.FromMinutes(5);

    private Deployment Deployment => skipping.Deployment;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_overdue_request_whose_orchestration_is_lost_is_ended(bool purged)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        await LoseAsync(id, purged);

        skipping.Skip(s_overdue);
        await skipping.CleanTwiceAsync();

        Reply reply = (await channel.RequestAsync(id)).Expect(200);
        Assert.Equal(("expired", null), (reply["status"], reply["reason"]));
        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        await channel.BeginAsync(contract);
    }

    [Fact]
    public async Task A_request_that_has_ended_is_left_as_it_is()
    {
        Channel channel = await Deployment.CustomerAsync();
        string attached = await channel.AttachAsync(await Deployment.ImportAsync(TestContract.Internet()));
        string cancelled = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Mobile()));
        Assert.Equal(204, (await channel.CancelAsync(cancelled)).Status);

        skipping.Skip(s_overdue);
        await skipping.CleanTwiceAsync();

        Assert.Equal("attached", (await channel.RequestAsync(attached))["status"]);
        Assert.Equal("cancelled", (await channel.RequestAsync(cancelled))["status"]);
        Assert.Single(await channel.ContractsAsync());
    }

    [Fact]
    public async Task A_notice_that_could_not_be_sent_is_sent_later_and_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await Deployment.FaultAsync(new { kind = "email", mode = "fail", status = 503, to = contract.HolderEmail });
        string id = await channel.AttachAsync(contract);
        await skipping.Durable.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);
        Assert.Empty(await Deployment.MessagesAsync(contract.HolderEmail!, "email"));
        Assert.Single(await Deployment.MessagesAsync(channel.Person.Email!, "email"));

        // Still down at the first run.
        skipping.Skip(s_nextRun);
        await skipping.CleanTwiceAsync();
        await Deployment.FaultAsync(new { kind = "email", mode = "ok", to = contract.HolderEmail });
        skipping.Skip(s_nextRun);
        await skipping.CleanTwiceAsync();

        ReceivedMessage email = await Deployment.EmailAsync(contract.HolderEmail!);
        Assert.Contains("procuration", email.Subject, StringComparison.Ordinal);
        skipping.Skip(s_nextRun);
        await skipping.CleanTwiceAsync();
        Assert.Single(await Deployment.MessagesAsync(contract.HolderEmail!, "email"));
        Assert.Single(await Deployment.MessagesAsync(channel.Person.Email!, "email"));
    }

    [Fact]
    public async Task An_orchestration_that_is_lost_is_begun_again_by_whoever_looks()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);
        await LoseAsync(id, purged: true);

        await channel.RequestAsync(id);

        // The same send of the same request: the same code.
        Assert.Equal(code, await channel.CodeAsync(contract, send: 2));
        (await channel.EnterAsync(id, code)).Expect(200);
        await channel.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task An_orchestration_that_was_ended_from_outside_ends_the_request_of_whoever_looks()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        await LoseAsync(id, purged: false);

        Assert.Equal("expired", (await channel.RequestAsync(id))["status"]);

        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        await channel.BeginAsync(contract);
    }

    private async Task LoseAsync(string id, bool purged)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await skipping.Durable.TerminateInstanceAsync(id, cancellation: cancellation);
        await skipping.Durable.WaitForInstanceCompletionAsync(id, cancellation);
        if (purged)
            await skipping.Durable.PurgeInstanceAsync(id, cancellation);
    }
}
