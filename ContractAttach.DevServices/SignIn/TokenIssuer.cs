using ContractAttach.DevServices.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ContractAttach.DevServices.SignIn;

/// <summary>Makes tokens.</summary>
internal sealed class TokenIssuer(SigningKey key, ServerAddress address, DevServicesOptions options, TimeProvider clock)
{
    /// <summary>The audience of the application.</summary>
    public const string Application = "contract-attach";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token about a person; an id token repeats the nonce of the request it answers.</summary>
    public string Issue(TokenRequest person, string? nonce = null)
    {
        DateTimeOffset issuedAt = person.IssuedAt ?? clock.GetUtcNow();
        Dictionary<string, object?> claims = new()
        {
            [JwtRegisteredClaimNames.Sub] = person.Sub,
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
            [JwtRegisteredClaimNames.Iat] = issuedAt.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Nbf] = issuedAt.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Exp] = issuedAt.ToUnixTimeSeconds() + person.ExpiresInSeconds,
            [JwtRegisteredClaimNames.Nonce] = nonce,
            [JwtRegisteredClaimNames.Email] = person.Email,
            [JwtRegisteredClaimNames.EmailVerified] = person.Email is null ? null : person.EmailVerified,
            [JwtRegisteredClaimNames.PhoneNumber] = person.PhoneNumber,
            [JwtRegisteredClaimNames.PhoneNumberVerified] = person.PhoneNumber is null ? null : person.PhoneNumberVerified,
            [JwtRegisteredClaimNames.GivenName] = person.GivenName,
            [JwtRegisteredClaimNames.FamilyName] = person.FamilyName,
            ["customer_number"] = person.CustomerNumber,
            ["roles"] = person.Roles is { Count: > 0 } ? person.Roles : null,
        };
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = address.Url,
            Audience = person.Audience ?? Application,
            SigningCredentials = key.Credentials,
            Claims = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!),
        });
    }

    /// <summary>The token that delivery reports bear, with the role that Event Grid is given.</summary>
    public string ForHooks() => Issue(new TokenRequest
    {
        Sub = "delivery-reports",
        Audience = options.DeliveryReportAudience,
        Roles = ["AzureEventGridSecureWebhookSubscriber"],
    });
}
