using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>A mobile or open contract from the first call to the e-mails.</summary>
public sealed class MobileFlowTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private static readonly object s_me = new { kind = "me" };
    private static readonly object s_lea = new { kind = "other", firstName = "Léa", lastName = "Martin" };

    [Theory]
    [InlineData("mobile", "holder")]
    [InlineData("mobile", "proxy")]
    [InlineData("open", "holder")]
    [InlineData("open", "proxy")]
    public async Task The_contract_is_attached_with_its_role_and_both_are_told(string kind, string role)
    {
        TestContract contract = TestContract.Of(kind);
        Channel channel = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = role == "holder" ? contract.CustomerNumber : null });
        await Deployment.ImportAsync(contract);

        Reply started = (await channel.StartAsync(contract, lineUser: s_lea, contactDetails: channel.Contact)).Expect(202);
        string id = started["id"]!;
        Assert.Equal($"/api/v1/attach-requests/{id}", started.Headers.Location!.ToString());
        Assert.Equal(kind, started["contractKind"]);
        started.ExpectHeaders();
        Reply waiting = await channel.UntilAsync(id, "awaitingCode");
        Assert.Equal(("1", "2", "5", "sms", "false"), (
            waiting.Body["code"]!["sends"]!.ToString(), waiting.Body["code"]!["sendsLeft"]!.ToString(), waiting.Body["code"]!["triesLeft"]!.ToString(),
            waiting.Body["code"]!["delivery"]!.ToString(), waiting.Body["code"]!["failed"]!.ToString()));
        Assert.Null(waiting["contractId"]);

        (await channel.EnterAsync(id, await channel.CodeAsync(contract))).Expect(200);
        Reply attached = await channel.UntilAsync(id, "attached");

        Assert.Equal((role, contract.Id), (attached["role"], attached["contractId"]));
        Assert.NotNull(attached["endedAt"]);
        var item = Assert.Single(await channel.ContractsAsync())!;
        Assert.Equal((contract.Id, kind, role, "Léa"), ((string)item["contractId"]!, (string)item["contractKind"]!, (string)item["role"]!, (string)item["lineUser"]!["firstName"]!));
        Assert.Contains("••", (string)item["line"]!, StringComparison.Ordinal);
        Assert.Contains("Léo Bernard", (await Deployment.EmailAsync(contract.HolderEmail!)).Text, StringComparison.Ordinal);
        await Deployment.EmailAsync(channel.Person.Email!);
    }

    [Fact]
    public async Task Answers_may_be_given_while_the_code_travels()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string id = await channel.BeginAsync(contract);

        Assert.Equal("Léa", (string)(await channel.GiveLineUserAsync(id, s_lea)).Expect(200).Body["lineUser"]!["firstName"]!);
        Assert.Equal("me", (string)(await channel.GiveLineUserAsync(id, s_me)).Expect(200).Body["lineUser"]!["kind"]!);
        (await channel.GiveContactDetailsAsync(id, channel.Contact)).Expect(200);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract))).Expect(200);

        await channel.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task Answers_may_come_with_the_code()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        (await channel.EnterAsync(id, code, s_me, channel.Contact)).Expect(200);

        Assert.Equal("me", (string)(await channel.UntilAsync(id, "attached")).Body["lineUser"]!["kind"]!);
    }

    [Fact]
    public async Task Answers_that_are_missing_after_the_code_are_asked_for_one_by_one()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        Assert.Equal("awaitingLineUser", (await channel.EnterAsync(id, code)).Expect(200)["status"]);
        Assert.Equal("awaitingContactDetails", (await channel.GiveLineUserAsync(id, s_me)).Expect(200)["status"]);
        Assert.Equal("awaitingContactDetails", (await channel.GiveLineUserAsync(id, s_lea)).Expect(200)["status"]);
        (await channel.GiveContactDetailsAsync(id, channel.Contact)).Expect(200);

        Assert.Equal("Léa", (string)(await channel.UntilAsync(id, "attached")).Body["lineUser"]!["firstName"]!);
        (await channel.GiveLineUserAsync(id, s_me)).Expect(410, "request-ended");
        (await channel.GiveContactDetailsAsync(id, channel.Contact)).Expect(410, "request-ended");
    }

    [Fact]
    public async Task The_right_code_again_is_answered_as_the_first_time()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        (await channel.EnterAsync(id, code)).Expect(200);

        Assert.Equal("awaitingLineUser", (await channel.EnterAsync(id, code)).Expect(200)["status"]);
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(409, "not-awaiting-code");
        (await channel.ResendAsync(id)).Expect(409, "not-awaiting-code");
    }

    [Fact]
    public async Task What_people_type_between_the_digits_is_ignored()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string national = "0" + contract.Line[3..];
        string id = (await channel.StartAsync(contract, line: string.Join(' ', national.Chunk(2).Select(pair => new string(pair))))).Expect(202)["id"]!;

        string code = await channel.CodeAsync(contract);
        (await channel.EnterAsync(id, $" {code[..4]} {code[4..6]}-{code[6..]}\u00a0")).Expect(200);
    }

    [Fact]
    public async Task The_sms_names_who_asks_and_the_masked_line()
    {
        Channel channel = await Deployment.CustomerAsync(new TestPerson { GivenName = "Amélie", FamilyName = "Durand" });
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await channel.AwaitCodeAsync(contract);

        ReceivedMessage sms = Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms"));

        Assert.Contains("A. Durand", sms.Text, StringComparison.Ordinal);
        Assert.Contains("07xxxxxx" + contract.Line[^2..], sms.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(contract.Line[3..], sms.Text, StringComparison.Ordinal);
        Assert.True(sms.Text!.Length <= 160);
    }

    [Fact]
    public async Task The_sms_to_a_flybox_says_where_it_is_read_and_so_do_the_answers()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile("flybox"));
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        Assert.Equal("flybox", (string)(await channel.RequestAsync(id)).Body["code"]!["delivery"]!);
        Assert.Contains("page Messages", Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms")).Text, StringComparison.Ordinal);
        Assert.Contains("page de la Flybox, rubrique Messages", (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect")["detail"], StringComparison.Ordinal);
        Assert.Contains("page de la Flybox, rubrique Messages", (await channel.ResendAsync(id)).Expect(429, "too-soon")["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_while_one_is_open_is_answered_with_that_one_and_sends_nothing()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, _) = await channel.AwaitCodeAsync(contract);

        Reply again = (await channel.StartAsync(contract)).Expect(200);

        Assert.Equal((id, "awaitingCode"), (again["id"], again["status"]));
        Assert.Equal($"/api/v1/attach-requests/{id}", again.Headers.Location!.ToString());
        Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms"));
    }

    [Fact]
    public async Task A_contract_that_is_attached_is_not_attached_again()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await channel.AttachAsync(contract);

        (await channel.StartAsync(contract)).Expect(409, "already-attached");
    }

    [Fact]
    public async Task Requests_are_listed_newest_first_and_only_to_their_owner()
    {
        Channel channel = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        TestContract first = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract second = await Deployment.ImportAsync(TestContract.Internet());
        string older = await channel.BeginAsync(first);
        string newer = await channel.BeginAsync(second);

        Assert.Equal([newer, older], (await channel.RequestsAsync()).Select(request => (string)request!["id"]!));
        Assert.Empty(await other.RequestsAsync());
    }

    [Fact]
    public async Task Another_persons_request_is_not_found()
    {
        Channel channel = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        foreach (string unknown in new[] { id, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nothing" })
        {
            (await other.RequestAsync(unknown)).Expect(404, "request-not-found");
            (await other.EnterAsync(unknown, code)).Expect(404, "request-not-found");
            (await other.ResendAsync(unknown)).Expect(404, "request-not-found");
            (await other.GiveLineUserAsync(unknown, s_me)).Expect(404, "request-not-found");
            (await other.GiveContactDetailsAsync(unknown, other.Contact)).Expect(404, "request-not-found");
            (await other.CancelAsync(unknown)).Expect(404, "request-not-found");
        }

        Assert.Equal("awaitingCode", (await channel.RequestAsync(id))["status"]);
    }

    [Fact]
    public async Task Names_are_kept_in_one_form()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Mobile()));

        Reply reply = (await channel.GiveLineUserAsync(id, new { kind = "other", firstName = " Le\u0301a  Marie ", lastName = "De\u00A0La Tour" })).Expect(200);

        Assert.Equal(("L\u00E9a Marie", "De La Tour"), ((string)reply.Body["lineUser"]!["firstName"]!, (string)reply.Body["lineUser"]!["lastName"]!));
    }

    [Fact]
    public async Task A_name_without_a_letter_is_told_what_it_needs()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Mobile()));

        Reply reply = (await channel.GiveLineUserAsync(id, new { kind = "other", firstName = "🙂", lastName = "Martin" })).Expect(400, "invalid-request");

        Assert.Contains("lettre", (string)Assert.Single(reply.Body["errors"]!["firstName"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"other"}""", "firstName")]
    [InlineData("""{"kind":"other","firstName":"Léa","lastName":" "}""", "lastName")]
    [InlineData("""{"kind":"other","firstName":"Léa\u0007","lastName":"Martin"}""", "firstName")]
    [InlineData("""{"kind":"other","firstName":"Léa","lastName":"12345678901234567890123456789012345678901234567890123456789012345678901234567890a"}""", "lastName")]
    [InlineData("""{"kind":"nobody"}""", "kind")]
    [InlineData("{}", "kind")]
    [InlineData("""{"kind":"me","age":7}""", "age")]
    public async Task A_line_user_that_is_none_is_refused(string body, string field)
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Mobile()));

        Reply reply = (await channel.GiveLineUserAsync(id, System.Text.Json.Nodes.JsonNode.Parse(body)!)).Expect(400, "invalid-request");

        Assert.True(reply.Body["errors"]!.AsObject().ContainsKey(field), reply.Text);
    }
}
