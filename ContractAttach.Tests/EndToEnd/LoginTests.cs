using System.Net.Http.Json;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>One person, one account, whichever identifier they sign in with.</summary>
public sealed class LoginTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    public static TheoryData<string, string> EveryCall => new()
    {
        { "GET", "/api/v1/account" },
        { "POST", "/api/v1/account" },
        { "PUT", "/api/v1/account/contact-details" },
        { "DELETE", "/api/v1/account" },
        { "GET", "/api/v1/attach-requests" },
        { "POST", "/api/v1/attach-requests" },
        { "GET", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV" },
        { "DELETE", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV" },
        { "POST", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/code" },
        { "POST", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/code/resend" },
        { "PUT", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/line-user" },
        { "PUT", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/contact-details" },
        { "GET", "/api/v1/contracts" },
        { "DELETE", "/api/v1/contracts/C-1" },
    };

    [Fact]
    public async Task By_the_verified_address_or_the_verified_number_one_sees_the_same_contracts()
    {
        var person = new TestPerson { PhoneNumber = TestContract.NewMobileNumber() };
        Channel channel = await Deployment.CustomerAsync(person);
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(contract);

        Channel byEmail = await Deployment.SignInAsync(new TestPerson { Email = person.Email!.ToUpperInvariant() });
        Channel byNumber = await Deployment.SignInAsync(new TestPerson { Email = null, PhoneNumber = person.PhoneNumber });

        foreach (Channel same in (Channel[])[byEmail, byNumber])
        {
            Assert.Equal((await channel.AccountAsync())["accountId"], (await same.AccountAsync()).Expect(200)["accountId"]);
            Assert.Equal(contract.Id, (string)Assert.Single(await same.ContractsAsync())!["contractId"]!);
        }
    }

    [Fact]
    public async Task What_a_new_sign_in_brings_is_the_accounts_from_then_on()
    {
        Channel channel = await Deployment.CustomerAsync();
        string number = TestContract.NewMobileNumber();
        (await (await Deployment.SignInAsync(new TestPerson { Email = channel.Person.Email, PhoneNumber = number })).AccountAsync()).Expect(200);

        Reply account = (await (await Deployment.SignInAsync(new TestPerson { Email = null, PhoneNumber = number })).AccountAsync()).Expect(200);

        Assert.Equal(
            [("email", channel.Person.Email), ("mobile", number)],
            account.Body["logins"]!.AsArray().Select(login => ((string)login!["kind"]!, (string?)login["value"])));
    }

    [Fact]
    public async Task The_other_addresses_are_told_of_a_new_sign_in_once()
    {
        string contact = $"contact-{Guid.NewGuid():N}@example.com";
        var person = new TestPerson { PhoneNumber = TestContract.NewMobileNumber() };
        Channel channel = await Deployment.SignInAsync(person);
        (await channel.PostAsync("/api/v1/account", new { contactDetails = new { email = contact } })).Expect(201);
        Channel joining = await Deployment.SignInAsync(new TestPerson { Email = person.Email });

        (await joining.AccountAsync()).Expect(200);
        (await joining.AccountAsync()).Expect(200);

        Assert.Contains("nouvelle connexion", (await Deployment.EmailAsync(contact)).Subject, StringComparison.Ordinal);
        Assert.Contains("nouvelle connexion", Assert.Single(await Deployment.WaitForMessagesAsync(person.PhoneNumber!, "sms")).Text, StringComparison.Ordinal);
        Assert.Empty(await Deployment.MessagesAsync(person.Email!, "email"));
    }

    [Fact]
    public async Task Who_created_the_account_in_English_is_told_in_English()
    {
        Channel channel = await Deployment.SignInAsync(new TestPerson { PhoneNumber = TestContract.NewMobileNumber() });
        using HttpContent body = JsonContent.Create(new { contactDetails = channel.Contact });
        (await channel.SendAsync(HttpMethod.Post, "/api/v1/account", body, ("Accept-Language", "en"))).Expect(201);

        (await (await Deployment.SignInAsync(new TestPerson { Email = null, PhoneNumber = channel.Person.PhoneNumber })).AccountAsync()).Expect(200);

        Assert.Contains("new sign-in", (await Deployment.EmailAsync(channel.Person.Email!)).Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unverified_address_or_number_finds_nothing(bool email)
    {
        var person = new TestPerson { PhoneNumber = TestContract.NewMobileNumber() };
        await Deployment.CustomerAsync(person);

        Channel other = await Deployment.SignInAsync(email
            ? new TestPerson { Email = person.Email, EmailVerified = false, PhoneNumber = TestContract.NewMobileNumber() }
            : new TestPerson { PhoneNumber = person.PhoneNumber, PhoneNumberVerified = false });

        (await other.AccountAsync()).Expect(404, "account-not-found");
        (await other.CreateAccountAsync()).Expect(201);
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task Logins_of_two_accounts_are_a_conflict_on_every_call(string method, string path)
    {
        Channel one = await Deployment.CustomerAsync();
        Channel two = await Deployment.CustomerAsync(new TestPerson { Email = null, PhoneNumber = TestContract.NewMobileNumber() }, new { email = "two@example.com" });

        Channel mixed = await Deployment.SignInAsync(new TestPerson { Email = one.Person.Email, PhoneNumber = two.Person.PhoneNumber });

        (await CallAsync(mixed, method, path)).Expect(409, "login-conflict");
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task Customer_numbers_that_contradict_each_other_are_a_conflict_on_every_call(string method, string path)
    {
        Channel channel = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = TestContract.Digits(10) });

        Channel other = await Deployment.SignInAsync(new TestPerson { Email = channel.Person.Email, CustomerNumber = TestContract.Digits(10) });

        (await CallAsync(other, method, path)).Expect(409, "login-conflict");
        Assert.Empty(await Deployment.MessagesAsync(channel.Person.Email!, "email"));
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task Without_a_verified_login_one_is_asked_for_on_every_call(string method, string path)
    {
        Channel channel = await Deployment.SignInAsync(new TestPerson { EmailVerified = false, PhoneNumber = TestContract.NewMobileNumber(), PhoneNumberVerified = false });

        (await CallAsync(channel, method, path)).Expect(409, "login-required");
    }

    [Fact]
    public async Task Who_is_known_needs_no_verified_login()
    {
        Channel channel = await Deployment.CustomerAsync();

        Channel later = await Deployment.SignInAsync(channel.Person with { EmailVerified = false });

        Assert.Equal((await channel.AccountAsync())["accountId"], (await later.AccountAsync()).Expect(200)["accountId"]);
    }

    [Fact]
    public async Task Who_is_known_keeps_the_account_whatever_else_the_token_names()
    {
        Channel one = await Deployment.CustomerAsync();
        Channel two = await Deployment.CustomerAsync();

        Channel later = await Deployment.SignInAsync(one.Person with { Email = two.Person.Email });

        Assert.Equal((await one.AccountAsync())["accountId"], (await later.AccountAsync()).Expect(200)["accountId"]);
        Assert.NotEqual((await two.AccountAsync())["accountId"], (await later.AccountAsync())["accountId"]);
    }

    // A body that is good for the account: what is wrong with the login is said of a good call. The others say it of any.
    private static async Task<Reply> CallAsync(Channel channel, string method, string path)
    {
        using HttpContent? body = path == "/api/v1/account" && method == "POST"
            ? JsonContent.Create(new { contactDetails = new { email = "a@example.com" } })
            : null;
        return await channel.SendAsync(new HttpMethod(method), path, body);
    }
}
