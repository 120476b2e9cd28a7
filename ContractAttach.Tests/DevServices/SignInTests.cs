using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>A person signs in with authorization code and PKCE.</summary>
public sealed class SignInTests(DevServicesFixture services) : IDisposable
{
    private const string Redirect = "http://127.0.0.1:7071/signed-in";
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-0123456789";

    private readonly HttpClient _browser = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(services.BaseUrl) };

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task Page_ListsPeople()
    {
        string page = await _browser.GetStringAsync(Authorize(), TestContext.Current.CancellationToken);

        Assert.Contains("Jeanne Martin", page, StringComparison.Ordinal);
        Assert.Contains("operator", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "", "Qui êtes-vous ?")]
    [InlineData("de, en;q=0.5, fr;q=0.4", "", "Who are you?")]
    [InlineData("en", "&ui_locales=fr", "Qui êtes-vous ?")]
    [InlineData("fr", "&ui_locales=en-GB", "Who are you?")]
    public async Task Page_IsInThePersonsLanguage(string? accepted, string asked, string heading)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Authorize() + asked);
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        using HttpResponseMessage response = await _browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(heading, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_RunsNoScript_AndSendsItsFormHereAndOnToTheChannelOnly()
    {
        using HttpResponseMessage response = await _browser.GetAsync(Authorize(), TestContext.Current.CancellationToken);

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' http://127.0.0.1:7071;", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomeoneElse_SignsIn()
    {
        Dictionary<string, string> somebody = new() { ["givenName"] = " Zoé ", ["familyName"] = "Roche", ["email"] = "zoe.roche@example.com", ["phoneNumber"] = "06 11 00 04 01", ["customerNumber"] = "" };
        using HttpResponseMessage response = await ExchangeAsync(await SignInAsync(somebody), Verifier);

        JsonWebToken access = new((string)(await response.JsonAsync())["access_token"]!);
        Assert.Equal(
            ("Zoé", "Roche", "zoe.roche@example.com", "+33611000401"),
            (access.GetPayloadValue<string>("given_name"), access.GetPayloadValue<string>("family_name"), access.GetPayloadValue<string>("email"), access.GetPayloadValue<string>("phone_number")));
        Assert.False(access.TryGetPayloadValue("customer_number", out string _));

        using HttpResponseMessage again = await ExchangeAsync(await SignInAsync(new Dictionary<string, string> { ["email"] = "Zoe.Roche@example.com" }), Verifier);
        Assert.Equal(access.Subject, new JsonWebToken((string)(await again.JsonAsync())["access_token"]!).Subject);
    }

    [Theory]
    [InlineData("sub", "unknown")]
    [InlineData("givenName", "Zoé")]
    public async Task WhoeverIsNobody_IsAskedAgain(string field, string value)
    {
        using FormUrlEncodedContent choice = new(new Dictionary<string, string> { [field] = value });
        using HttpResponseMessage response = await _browser.PostAsync(Authorize(), choice, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("role=\"alert\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_IsExchangedForTokens()
    {
        using HttpResponseMessage response = await ExchangeAsync(await SignInAsync("jeanne"), Verifier);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonObject tokens = await response.JsonAsync();
        (JsonWebToken access, JsonWebToken id) = (new((string)tokens["access_token"]!), new((string)tokens["id_token"]!));
        Assert.Equal(("jeanne", "contract-attach", "0123456789"), (access.Subject, access.Audiences.Single(), access.GetPayloadValue<string>("customer_number")));
        Assert.Equal(("jeanne", "web", "n-1"), (id.Subject, id.Audiences.Single(), id.GetPayloadValue<string>("nonce")));
    }

    [Fact]
    public async Task WrongVerifier_IsRefused() =>
        await RefusedAsync(await SignInAsync("jeanne"), "another-verifier-of-at-least-forty-three-characters");

    [Fact]
    public async Task UsedCode_IsRefused()
    {
        string code = await SignInAsync("jeanne");
        using HttpResponseMessage first = await ExchangeAsync(code, Verifier);

        await RefusedAsync(code, Verifier);
    }

    [Fact]
    public async Task UnknownCode_IsRefused() => await RefusedAsync("unknown", Verifier);

    [Fact]
    public async Task RedirectToElsewhere_IsRefused()
    {
        using HttpResponseMessage response = await _browser.GetAsync(Authorize("https://example.com/steal"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Authorize(string redirect = Redirect) => QueryHelpers.AddQueryString("/authorize", new Dictionary<string, string?>
    {
        ["response_type"] = "code",
        ["client_id"] = "web",
        ["redirect_uri"] = redirect,
        ["scope"] = "openid",
        ["state"] = "s 1&2",
        ["nonce"] = "n-1",
        ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    });

    private Task<string> SignInAsync(string sub) => SignInAsync(new Dictionary<string, string> { ["sub"] = sub });

    private async Task<string> SignInAsync(Dictionary<string, string> fields)
    {
        using FormUrlEncodedContent choice = new(fields);
        using HttpResponseMessage response = await _browser.PostAsync(Authorize(), choice, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith(Redirect, response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var answer = QueryHelpers.ParseQuery(response.Headers.Location.Query);
        Assert.Equal("s 1&2", answer["state"]);
        return answer["code"]!;
    }

    private async Task<HttpResponseMessage> ExchangeAsync(string code, string verifier)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["client_id"] = "web",
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = verifier,
        });
        return await _browser.PostAsync("/token", form, TestContext.Current.CancellationToken);
    }

    private async Task RefusedAsync(string code, string verifier)
    {
        using HttpResponseMessage response = await ExchangeAsync(code, verifier);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_grant", (string?)(await response.JsonAsync())["error"]);
    }
}
