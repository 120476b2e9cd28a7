using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The codes given out by the sign-in page: each for one use, within a minute.</summary>
internal sealed class AuthorizationCodes(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Grant> _grants = [];

    /// <summary>A code for a person who has signed in.</summary>
    public string Give(AuthorizationRequest request, TokenRequest person)
    {
        string code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        _grants[code] = new Grant(request, person, clock.GetUtcNow() + Lifetime);
        return code;
    }

    /// <summary>The grant of a code, which is used up by asking; null where anything does not fit (RFC 6749 section 4.1.3, RFC 7636 section 4.6).</summary>
    public Grant? Take(string? code, string? clientId, string? redirectUri, string? verifier) =>
        code is not null
        && _grants.TryRemove(code, out Grant? grant)
        && grant.ValidUntil > clock.GetUtcNow()
        && grant.Request.ClientId == clientId
        && grant.Request.RedirectUri == redirectUri
        && grant.Request.CodeChallenge == Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? "")))
            ? grant
            : null;

    /// <summary>Who signed in, and for which request.</summary>
    public sealed record Grant(AuthorizationRequest Request, TokenRequest Person, DateTimeOffset ValidUntil);
}
