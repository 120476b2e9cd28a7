using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>A closing that dies, what comes in late, and what is left in the tables.</summary>
public sealed class AccountClosureCrashTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private static readonly TimeSpan s_nextRun = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task Whatever_write_it_dies_at_the_clean_up_finishes_it()
    {
        List<(Channel Channel, string AccountId, TestContract Contract, string Next)> closed = [];
        bool died = true;
        for (int write = 1; died; write++)
        {
            (Channel channel, string accountId, TestContract contract) = await BeginAsync();
            skipping.Death.At(write);
            Reply reply = await channel.CloseAccountAsync();
            died = skipping.Death.Stop();
            Assert.True(reply.Status == 204 || (died && reply.Status == 500), reply.Text);
            if ((await channel.AccountAsync()).Status == 200)
                Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

            // Half-way it is gone already, and the person may come back.
            (await channel.AccountAsync()).Expect(404, "account-not-found");
            closed.Add((channel, accountId, contract, (await channel.CreateAccountAsync()).Expect(201)["accountId"]!));
        }

        await CleanAsync();

        Assert.True(closed.Count > 10, $"A closing has more writes than {closed.Count}.");
        foreach ((Channel channel, string accountId, TestContract contract, string next) in closed)
        {
            Assert.Empty(await RowsAsync(accountId));
            Assert.Empty(await ReverseAsync(contract));
            Assert.Equal(next, (await channel.AccountAsync()).Expect(200)["accountId"]);
            Assert.Single((await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2))
                .Where(message => message.Subject!.EndsWith("est fermé", StringComparison.Ordinal)).Select(message => message.OperationId).Distinct());
            Assert.Single((await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2))
                .Where(message => message.Subject!.Contains("pris fin", StringComparison.Ordinal)).Select(message => message.OperationId).Distinct());
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_it_but_the_masked_audit()
    {
        (Channel channel, string accountId, TestContract contract) = await BeginAsync();

        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        Assert.Empty(await RowsAsync(accountId));
        Assert.Empty(await ReverseAsync(contract));
        await foreach (TableEntity login in skipping.Tables.Logins.QueryAsync<TableEntity>(row => row.GetString("AccountId") == accountId, cancellationToken: Cancel))
            Assert.Fail($"The login {login.PartitionKey} is not freed.");
        List<TableEntity> audit = [];
        await foreach (TableEntity entry in skipping.Tables.Audit.QueryAsync<TableEntity>(row => row.PartitionKey == contract.Id, cancellationToken: Cancel))
            audit.Add(entry);
        Assert.Equal(["AccountClosed", null], audit.Select(entry => entry.GetString("Reason")));
        Assert.DoesNotContain(audit.SelectMany(entry => entry), column => $"{column.Value}".Contains(contract.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notice_that_cannot_be_sent_is_kept_until_it_is()
    {
        (Channel channel, string accountId, _) = await BeginAsync();
        await Deployment.FaultAsync(new { kind = "email", mode = "fail", status = 503, to = channel.Person.Email });
        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);
        (await channel.AccountAsync()).Expect(404, "account-not-found");
        await CleanAsync();
        Assert.Single(await RowsAsync(accountId));

        await Deployment.FaultAsync(new { kind = "email", mode = "ok", to = channel.Person.Email });
        await CleanAsync();

        Assert.Empty(await RowsAsync(accountId));
        Assert.Contains(await Deployment.MessagesAsync(channel.Person.Email!, "email"), message => message.Subject!.EndsWith("est fermé", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_comes_in_late_attaches_nothing_and_is_erased()
    {
        (Channel channel, string accountId, _) = await BeginAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Account before = (await skipping.Services.GetRequiredService<AccountStore>().GetRowAsync(accountId, Cancel))!.ToAccount();
        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        // A call that had read the account before it was closed.
        var wanted = new StartRequest(Segment.Consumer, ContractKind.Internet, contract.Line, contract.CustomerNumber, null, before.ContactDetails);
        StartResult started = await skipping.Services.GetRequiredService<RequestStarter>().StartAsync(before, wanted, null, Cancel);
        RequestEnd end = await skipping.Services.GetRequiredService<Attacher>().AttachAsync(accountId, started.Request!.Id, Cancel);

        Assert.Equal(RequestStatus.Cancelled, end.Status);
        Assert.Empty(await ReverseAsync(contract));
        await CleanAsync();
        Assert.Empty(await RowsAsync(accountId));
        Assert.Empty(await Deployment.MessagesAsync(contract.HolderEmail!, "email"));
    }

    [Fact]
    public async Task A_link_without_a_request_is_not_made_to_it()
    {
        (Channel channel, string accountId, _) = await BeginAsync();
        TestContract imported = await Deployment.ImportAsync(TestContract.Internet());
        Account before = (await skipping.Services.GetRequiredService<AccountStore>().GetRowAsync(accountId, Cancel))!.ToAccount();
        Contract contract = (await skipping.Services.GetRequiredService<IContractDirectory>().GetAsync(imported.Id, Cancel))!;
        var link = new LinkRow
        {
            PartitionKey = accountId,
            RowKey = LinkRow.Prefix + contract.Id,
            AttachmentId = Ulid.NewUlid().ToString(),
            Role = nameof(Role.Proxy),
            ContractKind = contract.Kind.ToString(),
            Segment = contract.Segment.ToString(),
            Line = imported.Line,
            AttachedAt = skipping.Clock.GetUtcNow(),
        };
        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        Assert.False(await skipping.Services.GetRequiredService<Linker>().LinkAsync(before, contract, link, Cancel));

        Assert.Empty(await RowsAsync(accountId));
        Assert.Empty(await Deployment.MessagesAsync(imported.HolderEmail!, "email"));
    }

    // Somebody with a proxy, a finished request, and one that awaits a code.
    private async Task<(Channel Channel, string AccountId, TestContract Contract)> BeginAsync()
    {
        TestContract contract = TestContract.Internet();
        TestContract mobile = TestContract.Mobile();
        await Deployment.ImportAsync([contract, mobile]);
        Channel channel = await Deployment.CustomerAsync();
        string attached = await channel.AttachAsync(contract);
        await skipping.Durable.WaitForInstanceCompletionAsync(attached, Cancel);
        await channel.AwaitCodeAsync(mobile);
        return (channel, (await channel.AccountAsync())["accountId"]!, contract);
    }

    private async Task CleanAsync()
    {
        skipping.Skip(s_nextRun);
        await skipping.CleanTwiceAsync();
    }

    private async Task<IReadOnlyList<string>> RowsAsync(string accountId)
    {
        List<string> rows = [];
        await foreach (TableEntity row in skipping.Tables.Accounts.QueryAsync<TableEntity>(row => row.PartitionKey == accountId, cancellationToken: Cancel))
            rows.Add(row.RowKey);
        return rows;
    }

    private async Task<IReadOnlyList<string>> ReverseAsync(TestContract contract)
    {
        List<string> accounts = [];
        await foreach (TableEntity row in skipping.Tables.ContractLinks.QueryAsync<TableEntity>(row => row.PartitionKey == contract.Id, cancellationToken: Cancel))
            accounts.Add(row.RowKey);
        return accounts;
    }
}
