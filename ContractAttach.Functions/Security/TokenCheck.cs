using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ContractAttach.Functions.Security;

/// <summary>Checks the tokens of one authority for one audience.</summary>
internal sealed class TokenCheck
{
    // Signed by the authority's key pair: a shared secret or no signature at all is never enough.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>How far the authority's clock may be ahead of this one, or behind it.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly BaseConfigurationManager _keys;
    private readonly string _authority;
    private readonly string _audience;
    private readonly TimeProvider _time;

    /// <summary>Fetches the authority's keys when the first token comes, and again when they change.</summary>
    public TokenCheck(Uri authority, string audience, IHttpClientFactory http, TimeProvider time)
    {
        _authority = authority.AbsoluteUri.TrimEnd('/');
        _audience = audience;
        _time = time;
        _keys = new ConfigurationManager<OpenIdConnectConfiguration>(
            _authority + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http.CreateClient(nameof(TokenCheck))) { RequireHttps = !authority.IsLoopback });
    }

    /// <summary>What the token claims, or null where it is not good.</summary>
    /// <exception cref="TimeoutException">The authority's keys cannot be fetched, so nothing can be said of the token.</exception>
    public async Task<ClaimsIdentity?> CheckAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await _keys.GetBaseConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new TimeoutException("The sign-in authority does not answer.", exception);
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ConfigurationManager = _keys,
            ValidIssuer = _authority,
            IssuerValidator = (issuer, _, parameters) =>
                issuer.TrimEnd('/') == parameters.ValidIssuer ? issuer : throw new SecurityTokenInvalidIssuerException("Another issuer."),
            ValidAudience = _audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
        });
        cancellationToken.ThrowIfCancellationRequested();
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return expires + ClockSkew > now && (notBefore is null || notBefore - ClockSkew <= now);
    }
}
