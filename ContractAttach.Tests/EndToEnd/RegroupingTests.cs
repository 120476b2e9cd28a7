using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The contracts of one's other account, brought into this one.</summary>
public sealed class RegroupingTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contracts_come_over_with_role_and_line_user_and_each_holder_is_told(bool remove)
    {
        TestContract own = TestContract.Internet();
        TestContract mobile = TestContract.Mobile();
        Channel here = await Deployment.CustomerAsync();
        Channel there = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = own.CustomerNumber });
        await Deployment.ImportAsync([own, mobile]);
        await there.AttachAsync(own);
        string id = await there.BeginAsync(mobile, new { kind = "other", firstName = "Léa", lastName = "Martin" }, there.Contact);
        (await there.EnterAsync(id, await there.CodeAsync(mobile))).Expect(200);
        await there.UntilAsync(id, "attached");
        string former = Channel.LinkIn(Assert.Single(await Deployment.WaitForMessagesAsync(mobile.HolderEmail!, "email")).Text!);

        Dictionary<string, string> items = await here.RegroupAsync(there.Person, remove);

        Assert.Equal(new() { [own.Id] = "attached", [mobile.Id] = "attached" }, items);
        Dictionary<string, JsonNode> contracts = (await here.ContractsAsync()).ToDictionary(contract => (string)contract!["contractId"]!, contract => contract!);
        Assert.Equal(("holder", "proxy"), ((string)contracts[own.Id]["role"]!, (string)contracts[mobile.Id]["role"]!));
        Assert.Equal(("other", "Léa", "Martin"), (
            (string)contracts[mobile.Id]["lineUser"]!["kind"]!, (string)contracts[mobile.Id]["lineUser"]!["firstName"]!, (string)contracts[mobile.Id]["lineUser"]!["lastName"]!));
        Assert.Null(contracts[own.Id]["lineUser"]);
        Assert.Equal(remove ? 0 : 2, (await there.ContractsAsync()).Count);

        // Of all that goes from there its owner is told once.
        await Deployment.WaitForMessagesAsync(there.Person.Email!, "email", remove ? 3 : 2);
        ReceivedMessage[] owners = [.. (await Deployment.MessagesAsync(there.Person.Email!, "email")).Where(message => message.Subject!.Contains("autre espace client", StringComparison.Ordinal))];
        Assert.Equal(remove ? 1 : 0, owners.Length);
        Assert.All(owners, message => Assert.Contains("Léo Bernard a regroupé les contrats", message.Text, StringComparison.Ordinal));

        // Told once each, of the new link alone, and by a link that ends it.
        IReadOnlyList<ReceivedMessage> told = await Deployment.WaitForMessagesAsync(mobile.HolderEmail!, "email", 2);
        Assert.Equal(2, told.Count);
        Assert.Contains("autre espace client", told[0].Subject, StringComparison.Ordinal);
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(own.HolderEmail!, "email", 2)).Count);
        Assert.Equal(remove ? 404 : 200, (await Deployment.Nobody().GetAsync(former)).Status);
        (await Deployment.Nobody().PostAsync(Channel.LinkIn(told[0].Text!), null)).Expect(200);
        Assert.Equal(own.Id, (string)Assert.Single(await here.ContractsAsync())!["contractId"]!);
    }

    [Fact]
    public async Task Who_has_regrouped_their_own_contract_sees_its_proxies()
    {
        TestContract contract = TestContract.Internet();
        Channel here = await Deployment.CustomerAsync();
        Channel there = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = contract.CustomerNumber });
        Channel proxy = await Deployment.CustomerAsync();
        await Deployment.ImportAsync(contract);
        await there.AttachAsync(contract);
        string id = await proxy.AttachAsync(contract);
        (await here.ProxiesAsync(contract.Id)).Expect(404, "contract-not-found");

        await here.RegroupAsync(there.Person, remove: true);

        Assert.Equal(id, (string)Assert.Single((await here.ProxiesAsync(contract.Id)).Expect(200).Body["items"]!.AsArray())!["proxyId"]!);
        Assert.Equal(204, (await here.EndProxyAsync(contract.Id, id)).Status);
        Assert.Empty(await proxy.ContractsAsync());
    }

    [Fact]
    public async Task Doing_it_twice_changes_nothing_and_removing_can_come_later()
    {
        (Channel here, Channel there, TestContract contract) = await TwoAccountsAsync();
        await here.RegroupAsync(there.Person);
        string attachedAt = (string)(await here.ContractsAsync())[0]!["attachedAt"]!;

        Assert.Equal(new() { [contract.Id] = "alreadyAttached" }, await here.RegroupAsync(there.Person));
        Assert.Single(await there.ContractsAsync());
        Assert.Equal(new() { [contract.Id] = "alreadyAttached" }, await here.RegroupAsync(there.Person, remove: true));
        Assert.Empty(await here.RegroupAsync(there.Person, remove: true));

        Assert.Empty(await there.ContractsAsync());
        Assert.Equal(attachedAt, (string)Assert.Single(await here.ContractsAsync())!["attachedAt"]!);
        Assert.Equal(2, (await Deployment.MessagesAsync(contract.HolderEmail!, "email")).Count);
    }

    [Fact]
    public async Task Two_at_once_bring_each_contract_once()
    {
        (Channel here, Channel there, TestContract contract) = await TwoAccountsAsync();

        Dictionary<string, string>[] both = await Task.WhenAll(here.RegroupAsync(there.Person), here.RegroupAsync(there.Person));

        Assert.All(both, items => Assert.Contains(items[contract.Id], new[] { "attached", "alreadyAttached" }));
        Assert.Single(await here.ContractsAsync());
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_of_the_same_accounts_at_once_bring_everything_and_none_stands_in_anothers_way(bool remove)
    {
        (Channel here, Channel there, TestContract first) = await TwoAccountsAsync();
        List<string> contracts = [first.Id];
        for (int more = 0; more < 3; more++)
        {
            TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
            await there.AttachAsync(contract);
            contracts.Add(contract.Id);
        }

        Dictionary<string, string>[] all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => here.RegroupAsync(there.Person, remove)));

        // One that begins once another is over finds what is left there.
        Assert.Equal(contracts.Order(), all.SelectMany(items => items.Keys).Distinct().Order());
        Assert.All(all.SelectMany(items => items.Values), result => Assert.Contains(result, new[] { "attached", "alreadyAttached" }));
        Assert.Equal(contracts.Order(), (await here.ContractsAsync()).Select(contract => (string)contract!["contractId"]!).Order());
        Assert.Equal(remove ? 0 : contracts.Count, (await there.ContractsAsync()).Count);
    }

    [Fact]
    public async Task A_start_that_meets_a_running_one_is_answered_with_it_and_counts_nothing()
    {
        (Channel here, Channel there, _) = await TwoAccountsAsync();
        string token = await Deployment.TokenAsync(there.Person);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => here.StartRegroupingAsync(new { otherAccountToken = token })));

        Assert.All(replies, reply => reply.Expect(202));
        Assert.Single(replies.Select(reply => reply["id"]).Distinct());
    }

    [Fact]
    public async Task What_cannot_be_attached_stays_where_it_is_and_the_others_come_over()
    {
        (Channel here, Channel there, TestContract contract) = await TwoAccountsAsync();
        TestContract suspended = await Deployment.ImportAsync(TestContract.Internet());
        TestContract excluded = await Deployment.ImportAsync(TestContract.Internet() with { Segment = "professional", Range = "Livebox Pro" });
        TestContract limited = await Deployment.ImportAsync(TestContract.Internet());
        foreach (TestContract other in new[] { suspended, excluded, limited })
            await there.AttachAsync(other);
        await Deployment.ImportAsync([suspended with { Status = "suspended" }, excluded with { Range = "Performance Pro" }]);
        for (int time = 0; time < 3; time++)
        {
            await here.AttachAsync(limited);
            (await here.RemoveAsync(limited.Id)).Expect(204);
        }

        Dictionary<string, string> items = await here.RegroupAsync(there.Person, remove: true);

        Assert.Equal(
            new() { [contract.Id] = "attached", [suspended.Id] = "excluded", [excluded.Id] = "excluded", [limited.Id] = "failed" },
            items);
        Assert.Equal(contract.Id, (string)Assert.Single(await here.ContractsAsync())!["contractId"]!);
        Assert.Equal(
            new[] { suspended.Id, excluded.Id, limited.Id }.Order(),
            (await there.ContractsAsync()).Select(left => (string)left!["contractId"]!).Order());
    }

    [Fact]
    public async Task An_answer_says_where_to_look()
    {
        (Channel here, Channel there, _) = await TwoAccountsAsync();

        Reply reply = (await here.StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(there.Person) })).Expect(202);

        reply.ExpectHeaders();
        Assert.Equal("running", reply["status"]);
        Assert.Empty(reply.Body["items"]!.AsArray());
        Assert.Equal("/api/v1/regroupings/" + reply["id"], reply.Headers.Location!.ToString());
        Assert.Single(await here.RegroupedAsync(reply["id"]!));
    }

    [Fact]
    public async Task Anothers_regrouping_is_not_found()
    {
        (Channel here, Channel there, _) = await TwoAccountsAsync();
        string id = (await here.StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(there.Person) })).Expect(202)["id"]!;

        foreach (string unknown in new[] { id, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nothing" })
            (await there.GetAsync("/api/v1/regroupings/" + unknown)).Expect(404, "regrouping-not-found");
        (await here.GetAsync($"/api/v1/regroupings/{id}:x")).Expect(404, "regrouping-not-found");
    }

    [Fact]
    public async Task It_takes_two_accounts()
    {
        Channel here = await Deployment.CustomerAsync();
        var nobody = new TestPerson();
        var unverified = new TestPerson { EmailVerified = false };

        foreach (TestPerson other in new[] { here.Person, nobody, unverified })
            (await here.StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(other) })).Expect(422, "regrouping-not-allowed");
        (await (await Deployment.SignInAsync()).StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(here.Person) })).Expect(409, "account-required");
        (await Deployment.Nobody().StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(here.Person) })).Expect(401, "unauthenticated");
    }

    [Theory]
    [InlineData(-6, 0)]
    [InlineData(0, -6)]
    public async Task It_takes_two_tokens_that_were_issued_just_now(int mine, int others)
    {
        (Channel here, Channel there, _) = await TwoAccountsAsync();
        Channel channel = await Deployment.SignInAsync(here.Person with { IssuedAt = Deployment.Clock.GetUtcNow().AddMinutes(mine) });
        string token = await Deployment.TokenAsync(there.Person with { IssuedAt = Deployment.Clock.GetUtcNow().AddMinutes(others) });

        (await channel.StartRegroupingAsync(new { otherAccountToken = token })).Expect(422, "regrouping-not-allowed");

        Assert.Empty(await here.ContractsAsync());
    }

    [Fact]
    public async Task A_token_that_is_none_is_named_and_not_repeated()
    {
        Channel here = await Deployment.CustomerAsync();
        TestPerson other = (await Deployment.CustomerAsync()).Person;
        string good = await Deployment.TokenAsync(other);
        string[] bad =
        [
            "nonsense", good[..^2], good + "x", await Deployment.TokenAsync(other with { Audience = "another" }),
            await Deployment.TokenAsync(other with { IssuedAt = Deployment.Clock.GetUtcNow().AddMinutes(-3), ExpiresInSeconds = 60 }),
        ];

        foreach (string token in bad)
        {
            Reply reply = (await here.StartRegroupingAsync(new { otherAccountToken = token })).Expect(400, "invalid-request");
            Assert.Equal(["otherAccountToken"], reply.Body["errors"]!.AsObject().Select(error => error.Key));
            Assert.DoesNotContain(token, reply.Text, StringComparison.Ordinal);
        }

        foreach (object body in new object[] { new { }, new { otherAccountToken = " " }, new { otherAccountToken = 7 }, new { removeFromOther = true } })
            Assert.True((await here.StartRegroupingAsync(body)).Expect(400, "invalid-request").Body["errors"]!.AsObject().ContainsKey("otherAccountToken"));
        (await here.StartRegroupingAsync(new { otherAccountToken = good, removeFromOther = "yes" })).Expect(400, "invalid-request");
        (await here.StartRegroupingAsync(new { otherAccountToken = good, toAll = true })).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task There_is_a_bound_a_day()
    {
        Channel here = await Deployment.CustomerAsync();
        string token = await Deployment.TokenAsync((await Deployment.CustomerAsync()).Person);
        for (int time = 0; time < 10; time++)
            await here.RegroupedAsync((await here.StartRegroupingAsync(new { otherAccountToken = token })).Expect(202)["id"]!);

        Reply reply = (await here.StartRegroupingAsync(new { otherAccountToken = token })).Expect(429, "too-many-requests");

        Assert.True(reply.RetryAfter > 23 * 3600);
    }

    private async Task<(Channel Here, Channel There, TestContract Contract)> TwoAccountsAsync()
    {
        Channel here = await Deployment.CustomerAsync();
        Channel there = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await there.AttachAsync(contract);
        await Deployment.EmailAsync(contract.HolderEmail!);
        return (here, there, contract);
    }
}
