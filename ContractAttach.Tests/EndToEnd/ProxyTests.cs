using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>What the holder of a contract sees of the proxies on it, and how they are ended.</summary>
public sealed class ProxyTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task The_holder_sees_who_has_a_proxy_whether_or_not_the_contract_is_attached()
    {
        TestContract contract = TestContract.Internet();
        Channel holder = await HolderAsync(contract);
        Channel lea = await Deployment.CustomerAsync(new TestPerson { GivenName = "Léa", FamilyName = "Durand" });
        Channel leo = await Deployment.CustomerAsync();
        Assert.Empty(await ListAsync(holder, contract));

        string first = await lea.AttachAsync(contract);
        string second = await leo.AttachAsync(contract);
        await holder.AttachAsync(contract);
        JsonArray proxies = await ListAsync(holder, contract);

        Assert.Equal(
            [(first, "Léa Durand"), (second, "Léo Bernard")],
            proxies.Select(proxy => ((string)proxy!["proxyId"]!, (string)proxy["displayName"]!)));
        Assert.All(proxies, proxy => Assert.EndsWith("Z", (string)proxy!["attachedAt"]!, StringComparison.Ordinal));
        Assert.Equal((string)(await lea.ContractsAsync())[0]!["attachedAt"]!, (string)proxies[0]!["attachedAt"]!);
    }

    [Fact]
    public async Task Who_has_told_no_name_is_a_person_and_never_an_address()
    {
        TestContract contract = TestContract.Internet();
        Channel holder = await HolderAsync(contract);
        Channel nameless = await Deployment.CustomerAsync(new TestPerson { GivenName = null, FamilyName = null });
        await nameless.AttachAsync(contract);

        Assert.Equal("Une personne", (string)Assert.Single(await ListAsync(holder, contract))!["displayName"]!);
        Reply inEnglish = await holder.GetAsync($"/api/v1/contracts/{contract.Id}/proxies", ("Accept-Language", "en"));
        Assert.Equal("Someone", (string)inEnglish.Body["items"]![0]!["displayName"]!);
        string told = (await Deployment.EmailAsync(contract.HolderEmail!)).Text!;
        Assert.Contains("Une personne peut désormais gérer", told, StringComparison.Ordinal);
        Assert.Equal("Une personne", (await Deployment.Nobody().GetAsync(Channel.LinkIn(told))).Expect(200)["displayName"]);

        // The next token has names: the account takes them.
        await (await Deployment.SignInAsync(nameless.Person with { GivenName = "Léa", FamilyName = "Durand" })).AccountAsync();
        Assert.Equal("Léa Durand", (string)Assert.Single(await ListAsync(holder, contract))!["displayName"]!);
    }

    [Fact]
    public async Task The_holder_ends_a_proxy_at_once_and_both_are_told()
    {
        TestContract contract = TestContract.Internet();
        Channel holder = await HolderAsync(contract);
        Channel proxy = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        string id = await proxy.AttachAsync(contract);
        string kept = await other.AttachAsync(contract);

        Assert.Equal(204, (await holder.EndProxyAsync(contract.Id, id)).Status);

        Assert.Empty(await proxy.ContractsAsync());
        Assert.Single(await other.ContractsAsync());
        Assert.Equal([kept], (await ListAsync(holder, contract)).Select(left => (string)left!["proxyId"]!));
        (await holder.EndProxyAsync(contract.Id, id)).Expect(404, "proxy-not-found");
        Assert.Contains("a pris fin", (await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 3))[0].Subject, StringComparison.Ordinal);
        Assert.Contains("procuration", (await Deployment.WaitForMessagesAsync(proxy.Person.Email!, "email", 2))[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_has_ended_does_not_name_a_later_one()
    {
        TestContract contract = TestContract.Internet();
        Channel holder = await HolderAsync(contract);
        Channel proxy = await Deployment.CustomerAsync();
        string former = await proxy.AttachAsync(contract);
        (await proxy.RemoveAsync(contract.Id)).Expect(204);
        string present = await proxy.AttachAsync(contract);

        (await holder.EndProxyAsync(contract.Id, former)).Expect(404, "proxy-not-found");

        Assert.Equal(present, (string)Assert.Single(await ListAsync(holder, contract))!["proxyId"]!);
    }

    [Fact]
    public async Task Nobody_else_learns_that_there_is_such_a_contract()
    {
        TestContract contract = TestContract.Internet();
        await HolderAsync(contract);
        Channel proxy = await Deployment.CustomerAsync();
        Channel stranger = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = TestContract.Digits(10) });
        string id = await proxy.AttachAsync(contract);

        foreach (Channel other in new[] { proxy, stranger })
        {
            foreach (string contractId in new[] { contract.Id, "T-unknown", "no%20id", "~" })
            {
                (await other.ProxiesAsync(contractId)).Expect(404, "contract-not-found");
                (await other.EndProxyAsync(contractId, id)).Expect(404, "contract-not-found");
            }
        }

        Assert.Single(await proxy.ContractsAsync());
    }

    [Fact]
    public async Task Who_has_no_account_or_has_not_signed_in_is_told_so()
    {
        Channel person = await Deployment.SignInAsync();

        (await person.ProxiesAsync("T-1")).Expect(409, "account-required");
        (await person.EndProxyAsync("T-1", "1")).Expect(409, "account-required");
        (await Deployment.Nobody().ProxiesAsync("T-1")).Expect(401, "unauthenticated");
        (await Deployment.Nobody().EndProxyAsync("T-1", "1")).Expect(401, "unauthenticated");
    }

    // The account comes before the contract: then nothing is attached to it that the holder has not asked for.
    private async Task<Channel> HolderAsync(TestContract contract)
    {
        Channel holder = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = contract.CustomerNumber });
        await Deployment.ImportAsync(contract);
        return holder;
    }

    private static async Task<JsonArray> ListAsync(Channel holder, TestContract contract)
    {
        Reply reply = (await holder.ProxiesAsync(contract.Id)).Expect(200);
        reply.ExpectHeaders();
        return reply.Body["items"]!.AsArray();
    }
}
