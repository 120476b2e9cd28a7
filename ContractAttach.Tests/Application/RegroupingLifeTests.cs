using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Functions.Regroupings;
using ContractAttach.Functions.Web;
using ContractAttach.Regroupings;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Regroupings of many contracts, that were lost, and that are old.</summary>
public sealed class RegroupingLifeTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task An_account_of_several_pages_comes_over_whole()
    {
        Channel here = await Deployment.CustomerAsync();
        Channel there = await Deployment.CustomerAsync();
        TestContract[] contracts = [.. Enumerable.Range(0, (2 * RegroupOrchestrator.Page) + 3).Select(_ => TestContract.Internet())];
        await Deployment.ImportAsync(contracts);
        string thereId = (await there.GetAsync("/api/v1/account"))["accountId"]!;
        await Parallel.ForEachAsync(contracts, Cancel, async (contract, token) => await LinkAsync(thereId, contract, token));

        Dictionary<string, string> items = await here.RegroupAsync(there.Person, remove: true);

        Assert.Equal(contracts.Select(contract => contract.Id).Order(), items.Keys.Order());
        Assert.All(items.Values, result => Assert.Equal("attached", result));
        Assert.Equal(contracts.Length, (await here.ContractsAsync()).Count);
        Assert.Empty(await there.ContractsAsync());
    }

    [Fact]
    public async Task One_that_was_begun_and_lost_is_gone_on_with_by_whoever_looks()
    {
        (Channel here, string hereId, string thereId) = await TwoAccountsAsync();
        string id = Ulid.NewUlid().ToString();
        await skipping.Service<RegroupingStore>().BeginAsync(hereId, id, thereId, removeFromOther: false, Cancel);

        Assert.Single(await here.RegroupedAsync(id));
        Assert.Single(await here.ContractsAsync());
    }

    [Fact]
    public async Task One_whose_orchestration_was_ended_from_outside_has_failed()
    {
        (Channel here, string hereId, string thereId) = await TwoAccountsAsync();
        string id = Ulid.NewUlid().ToString();
        await skipping.Durable.ScheduleNewOrchestrationInstanceAsync(RegroupOrchestrator.Name, new RegroupInput(hereId), new Microsoft.DurableTask.StartOrchestrationOptions(id), Cancel);
        await skipping.Durable.TerminateInstanceAsync(id, cancellation: Cancel);
        await skipping.Durable.WaitForInstanceCompletionAsync(id, Cancel);
        await skipping.Service<RegroupingStore>().BeginAsync(hereId, id, thereId, removeFromOther: false, Cancel);

        Assert.Equal("failed", (await here.GetAsync("/api/v1/regroupings/" + id)).Expect(200)["status"]);
    }

    [Fact]
    public async Task An_old_one_is_forgotten_with_its_history()
    {
        (Channel here, string hereId, string thereId) = await TwoAccountsAsync();
        string id = Ulid.NewUlid().ToString();
        await skipping.Service<RegroupingStore>().BeginAsync(hereId, id, thereId, removeFromOther: false, Cancel);
        await here.RegroupedAsync(id);
        await skipping.Durable.WaitForInstanceCompletionAsync(id, Cancel);

        skipping.Skip(TimeSpan.FromDays(30));
        await skipping.CleanTwiceAsync();
        here = await Deployment.SignInAsync(here.Person);

        (await here.GetAsync("/api/v1/regroupings/" + id)).Expect(404, "regrouping-not-found");
        Assert.Null(await skipping.Durable.GetInstanceAsync(id, Cancel));
        Assert.Single(await here.ContractsAsync());
    }

    [Fact]
    public async Task A_token_from_the_future_shows_nothing()
    {
        Channel here = await Deployment.CustomerAsync();
        Channel there = await Deployment.CustomerAsync();
        var person = new SignedInPerson(here.Person.Sub, skipping.Clock.GetUtcNow().AddMinutes(1), here.Person.Email, null, null, null, null, []);
        Account account = (await skipping.Service<AccountStore>().FindAsync(person, Cancel))!;
        string token = await Deployment.TokenAsync(there.Person);

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => skipping.Service<RegroupingStarter>().StartAsync(person, account, token, false, Cancel));

        Assert.Equal(ApiErrorCode.RegroupingNotAllowed, refused.Error);
    }

    private async Task<(Channel Here, string HereId, string ThereId)> TwoAccountsAsync()
    {
        Channel here = await Deployment.CustomerAsync();
        Channel there = await Deployment.CustomerAsync();
        string hereId = (await here.GetAsync("/api/v1/account"))["accountId"]!;
        string thereId = (await there.GetAsync("/api/v1/account"))["accountId"]!;
        await LinkAsync(thereId, await Deployment.ImportAsync(TestContract.Internet()), Cancel);
        return (here, hereId, thereId);
    }

    private async Task LinkAsync(string accountId, TestContract contract, CancellationToken cancellationToken) => Assert.True(await skipping.Service<AttachmentStore>().TryLinkAsync(
        new LinkRow
        {
            PartitionKey = accountId,
            RowKey = LinkRow.Prefix + contract.Id,
            AttachmentId = Ulid.NewUlid().ToString(),
            Role = nameof(Role.Proxy),
            ContractKind = nameof(ContractAttach.Contracts.ContractKind.Internet),
            Segment = nameof(ContractAttach.Contracts.Segment.Consumer),
            Offer = "Offre Livebox",
            Line = contract.Line,
            AttachedAt = skipping.Clock.GetUtcNow(),
        },
        null,
        [],
        cancellationToken));
}
