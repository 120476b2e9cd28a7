using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The end of an account.</summary>
public sealed class AccountClosureTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task It_is_gone_at_once_and_its_owner_is_told_once()
    {
        Channel channel = await Deployment.CustomerAsync();

        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        (await channel.AccountAsync()).Expect(404, "account-not-found");
        (await channel.GetAsync("/api/v1/contracts")).Expect(409, "account-required");
        (await channel.CloseAccountAsync()).Expect(409, "account-required");
        (await channel.ChangeContactDetailsAsync(channel.Contact)).Expect(409, "account-required");
        Assert.Equal("Votre espace client est fermé", (await Deployment.EmailAsync(channel.Person.Email!)).Subject);
    }

    [Fact]
    public async Task Its_proxies_end_and_their_holders_are_told()
    {
        TestContract own = TestContract.Fixed() with { CustomerNumber = TestContract.Digits(10) };
        TestContract proxied = TestContract.Internet();
        await Deployment.ImportAsync([own, proxied]);
        Channel channel = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = own.CustomerNumber });
        await channel.AttachAsync(proxied);
        Assert.Equal(2, (await channel.ContractsAsync()).Count);

        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        IReadOnlyList<ReceivedMessage> toHolder = await Deployment.WaitForMessagesAsync(proxied.HolderEmail!, "email", 2);
        Assert.Contains("un accès a pris fin", toHolder[0].Subject, StringComparison.Ordinal);
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2)).Count);
        Assert.Single(await Deployment.MessagesAsync(own.HolderEmail!, "email"));
    }

    [Fact]
    public async Task Its_open_requests_end()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract mobile = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract internet = await Deployment.ImportAsync(TestContract.Internet());
        (string id, string code) = await channel.AwaitCodeAsync(mobile, new { kind = "me" }, channel.Contact);
        await channel.BeginAsync(internet);

        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);
        (await channel.CreateAccountAsync()).Expect(201);

        (await channel.RequestAsync(id)).Expect(404, "request-not-found");
        (await channel.EnterAsync(id, code)).Expect(404, "request-not-found");
        Assert.Empty(await channel.RequestsAsync());
        Assert.Empty(await channel.ContractsAsync());
        Assert.Empty(await Deployment.MessagesAsync(mobile.HolderEmail!, "email"));
    }

    [Fact]
    public async Task The_same_person_creates_another_one_at_once()
    {
        TestContract own = await Deployment.ImportAsync(TestContract.Mobile() with { CustomerNumber = TestContract.Digits(10) });
        var person = new TestPerson { CustomerNumber = own.CustomerNumber, PhoneNumber = TestContract.NewMobileNumber() };
        Channel channel = await Deployment.CustomerAsync(person);
        string first = (await channel.AccountAsync())["accountId"]!;
        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        string second = (await channel.CreateAccountAsync()).Expect(201)["accountId"]!;

        Assert.NotEqual(first, second);
        Assert.Equal(own.Id, (string)Assert.Single(await channel.ContractsAsync())!["contractId"]!);
        Channel byNumber = await Deployment.SignInAsync(new TestPerson { Email = null, PhoneNumber = person.PhoneNumber });
        Assert.Equal(second, (await byNumber.AccountAsync()).Expect(200)["accountId"]);
    }

    [Fact]
    public async Task Its_logins_are_anybodys()
    {
        Channel channel = await Deployment.CustomerAsync();
        Assert.Equal(204, (await channel.CloseAccountAsync()).Status);

        Channel heir = await Deployment.CustomerAsync(new TestPerson { Email = channel.Person.Email });

        Assert.Equal((await heir.AccountAsync())["accountId"], (await channel.AccountAsync()).Expect(200)["accountId"]);
    }

    [Fact]
    public async Task Closed_twice_at_once_it_is_closed_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(contract);
        await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email");

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => channel.CloseAccountAsync()));

        Assert.All(replies, reply => Assert.True(reply.Status == 204 || reply["code"] == "account-required", reply.Text));
        Assert.Contains(replies, reply => reply.Status == 204);
        Assert.Equal(2, Operations(await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2)));
        Assert.Equal(2, Operations(await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2)));
    }

    [Fact]
    public async Task A_request_that_attaches_at_that_moment_leaves_nothing_attached()
    {
        for (int time = 0; time < 10; time++)
        {
            TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
            Channel channel = await Deployment.CustomerAsync();
            string id = await channel.BeginAsync(contract);

            await Task.WhenAll(channel.GiveContactDetailsAsync(id, channel.Contact), CloseAsync(channel));

            // Whoever is told of an attachment is told of its end.
            (await channel.CreateAccountAsync()).Expect(201);
            Assert.Empty(await channel.ContractsAsync());
            int told = (await Deployment.MessagesAsync(contract.HolderEmail!, "email")).Count;
            if (told > 0)
                Assert.Equal(2, Operations(await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2)));
        }

        static async Task CloseAsync(Channel channel) => Assert.Equal(204, (await channel.CloseAccountAsync()).Status);
    }

    [Fact]
    public async Task After_three_in_a_day_no_new_one_is_created()
    {
        Channel channel = await Deployment.CustomerAsync();
        for (int closed = 0; closed < 3; closed++)
        {
            (await channel.CreateAccountAsync()).Expect(closed == 0 ? 200 : 201);
            Assert.Equal(204, (await channel.CloseAccountAsync()).Status);
        }

        Assert.InRange((await channel.CreateAccountAsync()).Expect(429, "too-many-requests").RetryAfter, 23 * 3600, 24 * 3600);
        (await (await Deployment.SignInAsync(new TestPerson { Email = channel.Person.Email })).CreateAccountAsync()).Expect(429, "too-many-requests");
    }

    private static int Operations(IEnumerable<ReceivedMessage> messages) => messages.Select(message => message.OperationId).Distinct().Count();
}
