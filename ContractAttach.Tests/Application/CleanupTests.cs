using Azure.Data.Tables;
using ContractAttach.Due;
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

    [Fact]
    public async Task A_finished_request_is_forgotten_step_by_step_and_what_it_attached_stays()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract mobile = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract internet = await Deployment.ImportAsync(TestContract.Internet());
        (string cancelled, string code) = await channel.AwaitCodeAsync(mobile);
        (await channel.EnterAsync(cancelled, Channel.Other(code))).Expect(422);
        Assert.Equal(204, (await channel.CancelAsync(cancelled)).Status);
        string attached = await channel.AttachAsync(internet);
        await skipping.Durable.WaitForInstanceCompletionAsync(attached, TestContext.Current.CancellationToken);
        string account = (await channel.GetAsync("/api/v1/account")).Expect(200)["accountId"]!;
        string[] scopes = [$"account:{account}", $"contract:{mobile.Id}", $"attachment:{account}:{internet.Id}"];
        Assert.Equal(scopes.Length, await CountersAsync(scopes));

        // Its counters after a day.
        await SkipAndCleanAsync(s_overdue);
        Assert.Equal(scopes.Length, await CountersAsync(scopes));
        await SkipAndCleanAsync(TimeSpan.FromHours(24));
        Assert.Equal(0, await CountersAsync(scopes));

        // Itself, its history and the holder's link 30 days after its end.
        await SkipAndCleanAsync(TimeSpan.FromDays(28));
        channel = await Deployment.SignInAsync(channel.Person);
        Assert.Equal(2, (await channel.RequestsAsync()).Count);
        Assert.Equal(1, await RevocationsAsync(attached));
        await SkipAndCleanAsync(TimeSpan.FromDays(1));
        channel = await Deployment.SignInAsync(channel.Person);
        foreach (string id in (string[])[attached, cancelled])
        {
            (await channel.RequestAsync(id)).Expect(404, "request-not-found");
            Assert.Null(await skipping.Durable.GetInstanceAsync(id, TestContext.Current.CancellationToken));
            Assert.Equal(0, await RevocationsAsync(id));
        }

        // Its audit entry after a year.
        Assert.Equal((1, 1), (await AuditAsync(mobile), await AuditAsync(internet)));
        await SkipAndCleanAsync(TimeSpan.FromDays(334));
        Assert.Equal((1, 1), (await AuditAsync(mobile), await AuditAsync(internet)));
        await SkipAndCleanAsync(TimeSpan.FromDays(2));
        Assert.Equal((0, 0), (await AuditAsync(mobile), await AuditAsync(internet)));
        channel = await Deployment.SignInAsync(channel.Person);
        Assert.Single(await channel.ContractsAsync());

        // Of two runs at once the later one finds the request gone and notes its audit from the day of the purge: one look more, a month later.
        skipping.Skip(TimeSpan.FromDays(31));
        await skipping.CleanAsync();
        List<DueItem> due = await new DueItems(skipping.Tables).ReadAsync(skipping.Clock.GetUtcNow().AddYears(10), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        string[] own = [account, mobile.Id, internet.Id, .. scopes];
        Assert.DoesNotContain(due, item => own.Contains(item.AccountId) || own.Contains(item.Id) || own.Contains(item.ContractId));
    }

    [Fact]
    public async Task What_was_counted_for_answers_that_began_no_request_is_forgotten_after_a_day()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Fixed());
        string account = (await channel.GetAsync("/api/v1/account")).Expect(200)["accountId"]!;
        string[] scopes = [$"account:{account}", $"line:{skipping.Hash.Of("line", contract.Line)}"];
        (await channel.StartAsync(contract, customerNumber: TestContract.Digits(10))).Expect(422, "contract-not-recognised");
        (await channel.StartAsync(TestContract.Mobile())).Expect(422, "contract-not-recognised");

        await SkipAndCleanAsync(TimeSpan.FromHours(23));
        Assert.Equal(2, await CountersAsync(scopes));
        await SkipAndCleanAsync(TimeSpan.FromHours(2));

        Assert.Equal(0, await CountersAsync(scopes));
    }

    [Fact]
    public async Task Whatever_was_counted_of_an_account_that_is_closed_is_forgotten_after_a_day()
    {
        Channel channel = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        string account = (await channel.AccountAsync()).Expect(200)["accountId"]!;
        TestContract mobile = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract internet = await Deployment.ImportAsync(TestContract.Internet());
        await other.AttachAsync(internet);
        await channel.AwaitCodeAsync(mobile);
        await channel.RegroupAsync(other.Person);
        (await channel.ChangeContactDetailsAsync(new { email = $"new-{Guid.NewGuid():N}@example.com" })).Expect(200);
        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);
        string[] scopes =
        [
            $"account:{account}", $"line:{skipping.Hash.Of("line", mobile.Line)}", $"attachment:{account}:{internet.Id}",
            $"login:{skipping.Hash.Of("email", channel.Person.Email!)}", $"login:{skipping.Hash.Of("sub", channel.Person.Sub)}",
        ];
        Assert.Equal(scopes.Length, await CountersAsync(scopes));

        await SkipAndCleanAsync(TimeSpan.FromHours(25));

        Assert.Equal(0, await CountersAsync(scopes));
    }

    [Fact]
    public async Task What_is_put_down_of_the_end_of_a_link_is_forgotten_after_a_year()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(contract);
        foreach (TimeSpan step in (TimeSpan[])[s_overdue, TimeSpan.FromHours(24), TimeSpan.FromDays(30)])
            await SkipAndCleanAsync(step);
        channel = await Deployment.SignInAsync(channel.Person);
        Assert.Equal(204, (await channel.RemoveAsync(contract.Id)).Status);
        Assert.Equal(2, await AuditAsync(contract));

        // The attachment's own goes a year after it, and the end's a year after the end.
        await SkipAndCleanAsync(s_nextRun);
        await SkipAndCleanAsync(TimeSpan.FromDays(336));
        Assert.Equal(1, await AuditAsync(contract));
        await SkipAndCleanAsync(TimeSpan.FromDays(31));

        Assert.Equal(0, await AuditAsync(contract));
    }

    private static async Task<int> RowsAsync(TableClient table, string filter) =>
        await table.QueryAsync<TableEntity>(filter, cancellationToken: TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

    private Task<int> CountersAsync(params string[] scopes) =>
        RowsAsync(skipping.Tables.Counters, string.Join(" or ", scopes.Select(scope => $"PartitionKey eq '{scope}'")));

    private Task<int> AuditAsync(TestContract contract) => RowsAsync(skipping.Tables.Audit, $"PartitionKey eq '{contract.Id}'");

    private Task<int> RevocationsAsync(string attachmentId) => RowsAsync(skipping.Tables.Revocations, $"AttachmentId eq '{attachmentId}'");

    private async Task SkipAndCleanAsync(TimeSpan time)
    {
        skipping.Skip(time);
        await skipping.CleanTwiceAsync();
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
