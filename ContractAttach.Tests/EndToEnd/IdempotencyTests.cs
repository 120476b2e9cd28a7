using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Starts that are repeated because nobody knows what came of them.</summary>
public sealed class IdempotencyTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private readonly string _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task A_repeated_start_is_answered_with_the_same_request_as_it_stands()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Reply first = (await channel.StartAsync(contract, key: _key)).Expect(202);
        string id = first["id"]!;
        await channel.UntilAsync(id, "awaitingCode");

        Reply again = (await channel.StartAsync(contract, key: _key)).Expect(202);
        Assert.Equal((id, "awaitingCode", first.Headers.Location), (again["id"], again["status"], again.Headers.Location));

        // Even once it is over, where another start would begin another request.
        Assert.Equal(204, (await channel.CancelAsync(id)).Status);
        again = (await channel.StartAsync(contract, key: _key)).Expect(202);
        Assert.Equal((id, "cancelled"), (again["id"], again["status"]));
        Assert.Single(await channel.RequestsAsync());
        Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms"));
    }

    [Fact]
    public async Task It_is_answered_so_too_once_the_contract_is_attached()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string id = (await channel.StartAsync(contract, contactDetails: channel.Contact, key: _key)).Expect(202)["id"]!;
        await channel.UntilAsync(id, "attached");

        Reply again = (await channel.StartAsync(contract, contactDetails: channel.Contact, key: _key)).Expect(202);

        Assert.Equal((id, "attached", contract.Id), (again["id"], again["status"], again["contractId"]));
        (await channel.StartAsync(contract, contactDetails: channel.Contact)).Expect(409, "already-attached");
    }

    [Fact]
    public async Task What_means_the_same_is_the_same_however_it_is_written()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        object lea = new { kind = "other", firstName = "Le\u0301a", lastName = "Martin" };
        object same = new { lastName = " Martin ", firstName = "L\u00E9a", kind = "other" };
        string id = (await channel.StartAsync(contract, lineUser: lea, key: _key)).Expect(202)["id"]!;

        Assert.Equal(id, (await channel.StartAsync(contract, line: $"0{contract.Line[3..5]} {contract.Line[5..]}", lineUser: same, key: _key)).Expect(202)["id"]);
    }

    [Fact]
    public async Task A_key_that_was_used_for_something_else_is_refused()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract other = await Deployment.ImportAsync(TestContract.Mobile());
        await channel.StartAsync(contract, key: _key);

        (await channel.StartAsync(other, key: _key)).Expect(422, "idempotency-key-reused");
        (await channel.StartAsync(contract, lineUser: new { kind = "me" }, key: _key)).Expect(422, "idempotency-key-reused");
        (await channel.StartAsync(contract, contactDetails: channel.Contact, key: _key)).Expect(422, "idempotency-key-reused");

        Assert.Single(await channel.RequestsAsync());
        Assert.Empty(await Deployment.MessagesAsync(other.Line, "sms"));
        (await channel.StartAsync(other, key: Guid.NewGuid().ToString())).Expect(202);
    }

    [Fact]
    public async Task A_key_is_its_accounts_own()
    {
        Channel channel = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string id = (await channel.StartAsync(contract, key: _key)).Expect(202)["id"]!;

        Assert.NotEqual(id, (await other.StartAsync(contract, key: _key)).Expect(202)["id"]);
    }

    [Fact]
    public async Task Only_successes_are_kept()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = TestContract.Mobile();
        (await channel.StartAsync(contract, key: _key)).Expect(422, "contract-not-recognised");
        await Deployment.ImportAsync(contract);

        (await channel.StartAsync(contract, key: _key)).Expect(202);
    }

    [Fact]
    public async Task A_request_that_was_open_already_is_the_answer_again_with_its_own_status()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string id = await channel.BeginAsync(contract);
        Assert.Equal(id, (await channel.StartAsync(contract, key: _key)).Expect(200)["id"]);
        Assert.Equal(204, (await channel.CancelAsync(id)).Status);

        Reply again = (await channel.StartAsync(contract, key: _key)).Expect(200);

        Assert.Equal((id, "cancelled"), (again["id"], again["status"]));
    }

    [Theory]
    [InlineData("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")]
    [InlineData("!~")]
    [InlineData("k")]
    public async Task A_key_may_be_any_visible_characters(string key)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string id = (await channel.StartAsync(contract, key: key)).Expect(202)["id"]!;

        Assert.Equal(id, (await channel.StartAsync(contract, key: key)).Expect(202)["id"]);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task A_malformed_key_is_named(string key)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());

        Reply reply = (await channel.StartAsync(contract, key: key)).Expect(400, "invalid-request");

        Assert.Equal("Idempotency-Key", Assert.Single(reply.Body["errors"]!.AsObject()).Key);
        Assert.Empty(await channel.RequestsAsync());
    }

    [Fact]
    public async Task Two_hundred_and_fifty_five_characters_are_the_most()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());

        (await channel.StartAsync(contract, key: new string('a', 256))).Expect(400, "invalid-request");
        (await channel.StartAsync(contract, key: new string('a', 255))).Expect(202);
    }

    [Fact]
    public async Task Two_keys_at_once_are_none()
    {
        Channel channel = await Deployment.CustomerAsync();
        using var body = new StringContent("{}");

        Reply reply = (await channel.SendAsync(HttpMethod.Post, "/api/v1/attach-requests", body, ("Idempotency-Key", "one"), ("Idempotency-Key", "two"))).Expect(400, "invalid-request");

        Assert.True(reply.Body["errors"]!.AsObject().ContainsKey("Idempotency-Key"));
    }
}
