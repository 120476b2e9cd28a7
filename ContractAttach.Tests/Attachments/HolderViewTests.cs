using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Storage;
using ContractAttach.Tests.Contracts;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Attachments;

public sealed class HolderViewTests(TestTables tables) : IClassFixture<TestTables>
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_persons_contract_and_none_at_all_cost_the_same_reads()
    {
        Contract contract = await ImportAsync();
        Account stranger = await AccountAsync("0000000000");
        StorageCalls known = new(), unknown = new();

        Assert.Null(await View(known).ListProxiesAsync(stranger, contract.Id, Cancel));
        Assert.Null(await View(unknown).ListProxiesAsync(stranger, "none", Cancel));

        Assert.Equal((2, 0), (known.Reads, known.Writes));
        Assert.Equal((2, 0), (unknown.Reads, unknown.Writes));
    }

    [Fact]
    public async Task Whatever_has_no_link_or_is_no_proxy_is_not_shown()
    {
        Contract contract = await ImportAsync();
        Account holder = await AccountAsync(contract.CustomerNumber);
        Account proxy = await AccountAsync(null);
        Account dead = await AccountAsync(null);
        Account other = await AccountAsync(contract.CustomerNumber);
        await LinkAsync(proxy, contract, Role.Proxy);
        await LinkAsync(other, contract, Role.Holder);
        Account closing = await AccountAsync(null);
        await LinkAsync(closing, contract, Role.Proxy);
        await tables.Tables.Accounts.UpsertEntityAsync(new TableEntity(closing.Id, AccountRow.Key) { [nameof(AccountRow.ClosingAt)] = s_now }, cancellationToken: Cancel);
        await Store().AddReverseAsync(contract.Id, dead.Id, "dead", Cancel);

        IReadOnlyList<Proxy> proxies = (await View().ListProxiesAsync(holder, contract.Id, Cancel))!;

        Assert.Equal([("attachment-" + proxy.Id, proxy.Id, s_now)], proxies.Select(shown => (shown.AttachmentId, shown.Account.Id, shown.AttachedAt)));
    }

    [Fact]
    public async Task Many_proxies_cost_a_page_and_two_reads_each()
    {
        Contract contract = await ImportAsync();
        Account holder = await AccountAsync(contract.CustomerNumber);
        for (int count = 0; count < 40; count++)
            await LinkAsync(await AccountAsync(null), contract, Role.Proxy);
        StorageCalls calls = new();

        Assert.Equal(40, (await View(calls).ListProxiesAsync(holder, contract.Id, Cancel))!.Count);

        Assert.Equal((2 + 1 + (2 * 40), 0), (calls.Reads, calls.Writes));
    }

    private AttachmentStore Store(StorageCalls? calls = null) => new(Through(calls), Unmeasured.Requests, new FakeTimeProvider(s_now));

    private HolderView View(StorageCalls? calls = null) => new(
        Store(calls),
        new AccountStore(Through(calls), tables.Hash, dispatch: null!, new FakeTimeProvider(s_now)),
        new TableContractDirectory(Through(calls)),
        ender: null!);

    private Tables Through(StorageCalls? calls) => calls is null ? tables.Tables : tables.Through(calls);

    private async Task<Contract> ImportAsync()
    {
        Contract contract = SampleContracts.Mobile();
        await tables.Tables.Contracts.UpsertEntityAsync(ContractRow.Of(contract), cancellationToken: Cancel);
        return contract;
    }

    private async Task<Account> AccountAsync(string? customerNumber)
    {
        string id = Ulid.NewUlid().ToString();
        var person = new SignedInPerson(id, s_now, id + "@example.com", null, "Léo", "Bernard", customerNumber, []);
        return (await new AccountStore(tables.Tables, tables.Hash, dispatch: null!, new FakeTimeProvider(s_now))
            .CreateAsync(person, new ContactDetails(id + "@example.com", null), ContractLanguage.Fr, Cancel)).Account;
    }

    private async Task LinkAsync(Account account, Contract contract, Role role)
    {
        string id = "attachment-" + account.Id;
        await Store().AddReverseAsync(contract.Id, account.Id, id, Cancel);
        Assert.True(await Store().TryLinkAsync(
            new LinkRow { PartitionKey = account.Id, RowKey = LinkRow.Prefix + contract.Id, AttachmentId = id, Role = role.ToString(), AttachedAt = s_now }, null, [], Cancel));
    }
}
