using System.Text;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>One's account, and calls without one.</summary>
public sealed class AccountTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    // Some editors begin a UTF-8 file with it; RFC 8259 section 8.1 lets a reader ignore it.
    [Fact]
    public async Task A_body_may_begin_with_a_byte_order_mark()
    {
        Channel channel = await Deployment.SignInAsync();
        using var body = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("""{"contactDetails":{"email":"a@example.com"}}""")]);
        body.Headers.ContentType = new("application/json");

        (await channel.SendAsync(HttpMethod.Post, "/api/v1/account", body)).Expect(201);
    }

    [Fact]
    public async Task An_account_is_created_once()
    {
        Channel channel = await Deployment.SignInAsync();

        (await channel.GetAsync("/api/v1/account")).Expect(404, "account-not-found");
        Reply created = (await channel.CreateAccountAsync()).Expect(201);
        Reply again = (await channel.PostAsync("/api/v1/account", new { contactDetails = new { email = "other@example.com" } })).Expect(200);
        Reply read = (await channel.GetAsync("/api/v1/account")).Expect(200);

        Assert.Equal(created.Text, again.Text);
        Assert.Equal(created.Text, read.Text);
        Assert.Equal(("Léo Bernard", channel.Person.Email), (read["displayName"], (string)read.Body["contactDetails"]!["email"]!));
        JsonNode login = Assert.Single(read.Body["logins"]!.AsArray())!;
        Assert.Equal(("email", channel.Person.Email), ((string)login["kind"]!, (string)login["value"]!));
        Assert.EndsWith("Z", read["createdAt"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/attach-requests")]
    [InlineData("POST", "/api/v1/attach-requests")]
    [InlineData("GET", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("POST", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/code")]
    [InlineData("POST", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/code/resend")]
    [InlineData("PUT", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/line-user")]
    [InlineData("PUT", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV/contact-details")]
    [InlineData("DELETE", "/api/v1/attach-requests/01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("GET", "/api/v1/contracts")]
    [InlineData("DELETE", "/api/v1/contracts/C-1")]
    [InlineData("PUT", "/api/v1/account/contact-details")]
    [InlineData("DELETE", "/api/v1/account")]
    public async Task Without_an_account_everything_else_asks_for_one(string method, string path)
    {
        Channel channel = await Deployment.SignInAsync();

        (await channel.SendAsync(new HttpMethod(method), path, null)).Expect(409, "account-required");
    }

    [Theory]
    [InlineData("{}", "contactDetails")]
    [InlineData("""{"contactDetails":{}}""", "contactDetails.email")]
    [InlineData("""{"contactDetails":{"email":"a@b","mobile":"0123456789"}}""", "contactDetails.email", "contactDetails.mobile")]
    [InlineData("""{"contactDetails":{"email":"a@example.com","email":"b@example.com"}}""", "contactDetails.email")]
    [InlineData("{", "$")]
    [InlineData("", "$")]
    public async Task Contact_details_are_checked(string body, params string[] fields)
    {
        Channel channel = await Deployment.SignInAsync();
        using var content = new StringContent(body);

        Reply reply = (await channel.SendAsync(HttpMethod.Post, "/api/v1/account", content)).Expect(400, "invalid-request");

        Assert.Equal(fields.Order(StringComparer.Ordinal), reply.Body["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }
}
