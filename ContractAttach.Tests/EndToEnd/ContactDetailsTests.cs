using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Where the account's owner is reached.</summary>
public sealed class ContactDetailsTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task They_are_replaced_and_the_old_address_is_told()
    {
        Channel channel = await Deployment.CustomerAsync();
        string address = NewAddress();

        Reply changed = (await channel.ChangeContactDetailsAsync(new { email = $" {address.Replace("example", "EXAMPLE", StringComparison.Ordinal)} ", mobile = "06 11 22 33 44" })).Expect(200);

        Assert.Equal((address, "+33611223344"), ((string)changed.Body["contactDetails"]!["email"]!, (string)changed.Body["contactDetails"]!["mobile"]!));
        Assert.Equal(changed.Text, (await channel.AccountAsync()).Expect(200).Text);
        Assert.Contains("moyens de contact", (await Deployment.EmailAsync(channel.Person.Email!)).Subject, StringComparison.Ordinal);
        Assert.Empty(await Deployment.MessagesAsync(address, "email"));
    }

    [Fact]
    public async Task A_number_that_changes_is_told_by_email()
    {
        Channel channel = await Deployment.CustomerAsync();
        string old = TestContract.NewMobileNumber();
        (await channel.ChangeContactDetailsAsync(new { email = channel.Person.Email, mobile = old })).Expect(200);
        (await channel.ChangeContactDetailsAsync(new { email = channel.Person.Email })).Expect(200);

        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2)).Count);
        Assert.Empty(await Deployment.MessagesAsync(old, "sms"));
    }

    [Theory]
    [InlineData("{}", "email")]
    [InlineData("""{"email":"nobody"}""", "email")]
    [InlineData("""{"email":"a@example.com","mobile":"0123456789"}""", "mobile")]
    [InlineData("{", "$")]
    public async Task They_are_checked(string body, string field)
    {
        Channel channel = await Deployment.CustomerAsync();
        using var content = new StringContent(body);

        Reply reply = (await channel.SendAsync(HttpMethod.Put, "/api/v1/account/contact-details", content)).Expect(400, "invalid-request");

        Assert.Equal(field, Assert.Single(reply.Body["errors"]!.AsObject()).Key);
        Assert.Empty(await Deployment.MessagesAsync(channel.Person.Email!, "email"));
    }

    [Fact]
    public async Task Five_changes_in_a_day_are_taken_and_the_same_ones_again_are_no_change()
    {
        Channel channel = await Deployment.CustomerAsync();
        object last = null!;
        for (int change = 0; change < 5; change++)
        {
            last = new { email = NewAddress() };
            (await channel.ChangeContactDetailsAsync(last)).Expect(200);
            (await channel.ChangeContactDetailsAsync(last)).Expect(200);
        }

        Reply refused = (await channel.ChangeContactDetailsAsync(channel.Contact)).Expect(429, "too-many-requests");

        Assert.InRange(refused.RetryAfter, 23 * 3600, 24 * 3600);
        (await channel.ChangeContactDetailsAsync(last)).Expect(200);
        Assert.Single(await Deployment.MessagesAsync(channel.Person.Email!, "email"));
    }

    [Fact]
    public async Task The_same_change_asked_for_many_times_at_once_is_one_change()
    {
        Channel channel = await Deployment.CustomerAsync();
        object details = new { email = NewAddress() };

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => channel.ChangeContactDetailsAsync(details)));

        Assert.All(replies, reply => reply.Expect(200));
        Assert.Single(await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email"));
        for (int change = 1; change < 5; change++)
            (await channel.ChangeContactDetailsAsync(new { email = NewAddress() })).Expect(200);
        (await channel.ChangeContactDetailsAsync(channel.Contact)).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task Once_the_limit_is_full_a_request_takes_no_others_and_says_so()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract mobile = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(mobile, new { kind = "me" });
        object same = await FillAsync(channel, 5);
        object other = new { email = NewAddress() };
        TestContract internet = await Deployment.ImportAsync(TestContract.Internet());

        (await channel.StartAsync(internet, contactDetails: other)).Expect(429, "too-many-requests");
        (await channel.EnterAsync(id, code, contactDetails: other)).Expect(429, "too-many-requests");
        Assert.InRange((await channel.GiveContactDetailsAsync(id, other)).Expect(429, "too-many-requests").RetryAfter, 23 * 3600, 24 * 3600);

        Assert.Equal(("awaitingCode", 5), ((await channel.RequestAsync(id))["status"], (int)(await channel.RequestAsync(id)).Body["code"]!["triesLeft"]!));
        (await channel.EnterAsync(id, code, contactDetails: same)).Expect(200);
        await channel.UntilAsync(id, "attached");
        await channel.UntilAsync(await channel.BeginAsync(internet, contactDetails: same), "attached");
    }

    [Fact]
    public async Task Where_the_limit_fills_while_a_request_goes_on_the_contract_is_attached_and_the_account_keeps_its_own()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string other = NewAddress();
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, new { email = other });
        await FillAsync(channel, 5);
        string kept = (string)(await channel.AccountAsync()).Body["contactDetails"]!["email"]!;

        (await channel.EnterAsync(id, code)).Expect(200);
        await channel.UntilAsync(id, "attached");

        Assert.Equal(kept, (string)(await channel.AccountAsync()).Body["contactDetails"]!["email"]!);
        Assert.Contains("rattaché", (await Deployment.EmailAsync(kept)).Subject, StringComparison.Ordinal);
        Assert.Empty(await Deployment.MessagesAsync(other, "email"));
    }

    [Fact]
    public async Task Those_that_came_with_a_request_count_too()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.UntilAsync(await channel.BeginAsync(contract, contactDetails: new { email = NewAddress() }), "attached");

        await FillAsync(channel, 4);

        (await channel.ChangeContactDetailsAsync(channel.Contact)).Expect(429, "too-many-requests");
    }

    private static string NewAddress() => $"new-{Guid.NewGuid():N}@example.com";

    private static async Task<object> FillAsync(Channel channel, int changes)
    {
        object last = channel.Contact;
        for (int change = 0; change < changes; change++)
            (await channel.ChangeContactDetailsAsync(last = new { email = NewAddress() })).Expect(200);
        return last;
    }
}
