using System.Net.Http.Json;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>An internet or fixed contract: by the customer number on the bill, without a code.</summary>
public sealed class HomeFlowTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Theory]
    [InlineData("internet", "holder")]
    [InlineData("internet", "proxy")]
    [InlineData("fixed", "holder")]
    [InlineData("fixed", "proxy")]
    public async Task The_contract_is_attached_with_its_role_and_both_are_told(string kind, string role)
    {
        TestContract contract = TestContract.Of(kind);
        Channel channel = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = role == "holder" ? contract.CustomerNumber : null });
        await Deployment.ImportAsync(contract);

        Reply started = (await channel.StartAsync(contract)).Expect(202);
        Assert.Equal("awaitingContactDetails", started["status"]);
        Assert.Null(started.Body["code"]);
        (await channel.GiveContactDetailsAsync(started["id"]!, channel.Contact)).Expect(200);
        Reply attached = await channel.UntilAsync(started["id"]!, "attached");

        Assert.Equal((role, contract.Id), (attached["role"], attached["contractId"]));
        Assert.Null(attached.Body["code"]);
        Assert.Null(Assert.Single(await channel.ContractsAsync())!["lineUser"]);
        await Deployment.EmailAsync(contract.HolderEmail!);
        await Deployment.EmailAsync(channel.Person.Email!);
    }

    [Fact]
    public async Task With_contact_details_at_the_start_nothing_more_is_asked()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());

        string id = await channel.BeginAsync(contract, contactDetails: channel.Contact);

        await channel.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task An_internet_contract_is_named_by_its_fixed_number_as_well()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.InternetWithTelephone());
        string national = "0" + contract.Line["+33".Length..];

        Reply started = (await channel.StartAsync(contract, line: national, contactDetails: channel.Contact)).Expect(202);

        Assert.StartsWith("01 ••", started["line"], StringComparison.Ordinal);
        await channel.UntilAsync(started["id"]!, "attached");
    }

    [Fact]
    public async Task A_mobile_number_names_no_fixed_contract()
    {
        Channel channel = await Deployment.CustomerAsync();

        Reply reply = (await channel.StartAsync(TestContract.Fixed(), line: TestContract.NewMobileNumber())).Expect(400, "invalid-request");

        Assert.Equal("identifiers.lineNumber", Assert.Single(reply.Body["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task The_owner_reads_the_language_of_the_account_and_the_holder_that_of_the_contract()
    {
        Channel channel = await Deployment.SignInAsync();
        using HttpContent body = JsonContent.Create(new { contactDetails = channel.Contact });
        (await channel.SendAsync(HttpMethod.Post, "/api/v1/account", body, ("Accept-Language", "en"))).Expect(201);
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string other = $"other-{Guid.NewGuid():N}@example.com";

        await channel.UntilAsync(await channel.BeginAsync(contract, contactDetails: new { email = other }), "attached");
        (await channel.RemoveAsync(contract.Id)).Expect(204);

        IReadOnlyList<ReceivedMessage> owners = await Deployment.WaitForMessagesAsync(other, "email", 2);
        Assert.All([.. owners, await Deployment.EmailAsync(channel.Person.Email!)], message => Assert.StartsWith("Hello", message.Text, StringComparison.Ordinal));
        IReadOnlyList<ReceivedMessage> holders = await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2);
        Assert.All(holders, message => Assert.StartsWith("Bonjour", message.Text, StringComparison.Ordinal));
        Assert.Equal((2, 2), (owners.Count, holders.Count));
    }

    [Fact]
    public async Task It_awaits_neither_code_nor_line_user()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Fixed()));

        (await channel.EnterAsync(id, "12345678")).Expect(409, "not-awaiting-code");
        (await channel.ResendAsync(id)).Expect(409, "not-awaiting-code");
        (await channel.GiveLineUserAsync(id, new { kind = "me" })).Expect(409, "not-awaiting-line-user");
        Assert.Equal(204, (await channel.CancelAsync(id)).Status);
    }

    [Fact]
    public async Task A_start_while_one_is_open_is_answered_with_that_one()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string id = await channel.BeginAsync(contract);

        Assert.Equal(id, (await channel.StartAsync(contract)).Expect(200)["id"]);
    }

    [Fact]
    public async Task The_line_may_be_written_as_people_write_it()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string spaced = contract.CustomerNumber[..4] + " " + contract.CustomerNumber[4..];

        (await channel.StartAsync(contract, line: $" {contract.Line[..4].ToLowerInvariant()}-{contract.Line[4..]} ", customerNumber: spaced)).Expect(202);
    }
}
