using System.Security.Cryptography;
using ContractAttach.Functions.Security;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ContractAttach.Tests.Security;

/// <summary>Tokens of an authority that signs whatever it is asked to: one thing at a time is wrong with them.</summary>
public sealed class TokenCheckTests : IDisposable
{
    private const string Authority = "https://sign-in.example.com";
    private const string Audience = "contract-attach";

    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RSA _rsa = RSA.Create(2048);

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();

    [Theory]
    [InlineData(Authority)]
    [InlineData(Authority + "/")]
    public async Task A_good_token_is_taken(string issuer) => Assert.True(await IsTakenAsync(Token(issuer)));

    [Theory]
    [InlineData("https://sign-in.example.org", Audience, 0, 60)]
    [InlineData(Authority + "/tenant", Audience, 0, 60)]
    [InlineData(Authority, "another-application", 0, 60)]
    [InlineData(Authority, Audience, -60, -1)]
    [InlineData(Authority, Audience, 1, 60)]
    public async Task One_thing_that_is_wrong_is_enough(string issuer, string audience, int fromMinutes, int toMinutes) =>
        Assert.False(await IsTakenAsync(Token(issuer, audience, fromMinutes, toMinutes)));

    [Fact]
    public async Task One_that_never_runs_out_is_not_taken() => Assert.False(await IsTakenAsync(Token(Authority, toMinutes: null)));

    private string Token(string issuer, string audience = Audience, int fromMinutes = 0, int? toMinutes = 60) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = s_now.AddMinutes(fromMinutes).UtcDateTime,
            Expires = toMinutes is { } to ? s_now.AddMinutes(to).UtcDateTime : null,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "key" }, SecurityAlgorithms.RsaSha256),
        });

    private async Task<bool> IsTakenAsync(string token)
    {
        var check = new TokenCheck(new Uri(Authority), Audience, new AuthorityStub(_rsa, Authority), new FakeTimeProvider(s_now));
        return await check.CheckAsync(token, TestContext.Current.CancellationToken) is not null;
    }
}
