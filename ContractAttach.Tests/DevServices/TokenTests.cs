using System.Net;
using System.Net.Http.Json;
using ContractAttach.Tests.Fixtures;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>Tokens are what the application's check expects of an authority.</summary>
public sealed class TokenTests(DevServicesFixture services)
{
    [Fact]
    public async Task Token_IsValidByDiscovery()
    {
        string token = await services.TokenAsync(
            new
            {
                sub = "jeanne",
                email = "jeanne@example.com",
                phoneNumber = "+33612345678",
                givenName = "Jeanne",
                familyName = "Martin",
                customerNumber = "0123456789",
                roles = new[] { "operator" },
            },
            TestContext.Current.CancellationToken);

        TokenValidationResult result = await ValidateAsync(token);

        Assert.True(result.IsValid, result.Exception?.Message);
        JsonWebToken read = (JsonWebToken)result.SecurityToken;
        Assert.Equal(("jeanne", "jeanne@example.com", true), (read.Subject, read.GetPayloadValue<string>("email"), read.GetPayloadValue<bool>("email_verified")));
        Assert.Equal(("+33612345678", true), (read.GetPayloadValue<string>("phone_number"), read.GetPayloadValue<bool>("phone_number_verified")));
        Assert.Equal(("Jeanne", "Martin"), (read.GetPayloadValue<string>("given_name"), read.GetPayloadValue<string>("family_name")));
        Assert.Equal("0123456789", read.GetPayloadValue<string>("customer_number"));
        Assert.Equal(["operator"], read.GetPayloadValue<string[]>("roles"));
        Assert.Equal(TimeSpan.FromHours(1), read.ValidTo - read.IssuedAt);
    }

    [Fact]
    public async Task Token_SaysWhatIsAskedFor()
    {
        DateTimeOffset issuedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

        JsonWebToken token = new(await services.TokenAsync(
            new { sub = "a", email = "a@example.com", emailVerified = false, issuedAt, expiresInSeconds = 60, audience = "other" },
            TestContext.Current.CancellationToken));

        Assert.Equal((issuedAt.UtcDateTime, issuedAt.UtcDateTime.AddMinutes(1)), (token.IssuedAt, token.ValidTo));
        Assert.Equal(("other", false), (token.Audiences.Single(), token.GetPayloadValue<bool>("email_verified")));
        Assert.False(token.TryGetPayloadValue("phone_number_verified", out bool _));
    }

    [Fact]
    public async Task Token_ThatHasRunOut_IsNotValid()
    {
        string token = await services.TokenAsync(
            new { sub = "a", issuedAt = TimeProvider.System.GetUtcNow().AddHours(-2), expiresInSeconds = 60 }, TestContext.Current.CancellationToken);

        Assert.IsType<SecurityTokenExpiredException>((await ValidateAsync(token)).Exception);
    }

    [Fact]
    public async Task TokenWithoutSubject_IsABadRequest()
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/tokens", new { email = "a@example.com" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Keys_MayBeReadByLocalPages()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/.well-known/jwks.json") { Headers = { { "Origin", "http://127.0.0.1:7071" } } };

        using HttpResponseMessage response = await services.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("http://127.0.0.1:7071", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Keys_MayNotBeReadByOtherPages()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/.well-known/jwks.json") { Headers = { { "Origin", "https://example.com" } } };

        using HttpResponseMessage response = await services.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private async Task<TokenValidationResult> ValidateAsync(string token)
    {
        OpenIdConnectConfiguration discovered = await OpenIdConnectConfigurationRetriever.GetAsync(
            $"{services.BaseUrl}/.well-known/openid-configuration",
            new HttpDocumentRetriever(services.Http) { RequireHttps = false },
            TestContext.Current.CancellationToken);
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = services.BaseUrl,
            ValidAudience = "contract-attach",
            IssuerSigningKeys = discovered.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ClockSkew = TimeSpan.Zero,
        });
    }
}
