using System.Globalization;
using System.Security.Claims;
using ContractAttach.Accounts;
using ContractAttach.Contracts;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ContractAttach.Functions.Security;

/// <summary>Checks access tokens of the configured authority and says who they name.</summary>
public sealed class SignIn
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
    private readonly BaseConfigurationManager _authority;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Fetches the authority's keys when the first token comes, and again when they change.</summary>
    public SignIn(IOptions<SignInOptions> options, IHttpClientFactory http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        _options = options.Value;
        _time = time;
        _authority = new ConfigurationManager<OpenIdConnectConfiguration>(
            _options.Authority!.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http.CreateClient(nameof(SignIn))) { RequireHttps = !_options.Authority.IsLoopback });
    }

    /// <summary>Who the token names, or null where it is not good.</summary>
    /// <exception cref="TimeoutException">The authority's keys cannot be fetched, so nothing can be said of the token.</exception>
    public async Task<SignedInPerson?> CheckAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await _authority.GetBaseConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new TimeoutException("The sign-in authority does not answer.", exception);
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ConfigurationManager = _authority,
            ValidIssuer = _options.Authority!.AbsoluteUri.TrimEnd('/'),
            IssuerValidator = (issuer, _, parameters) =>
                issuer.TrimEnd('/') == parameters.ValidIssuer ? issuer : throw new SecurityTokenInvalidIssuerException("Another issuer."),
            ValidAudience = _options.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
        });
        cancellationToken.ThrowIfCancellationRequested();
        return result.IsValid ? Read(result.ClaimsIdentity) : null;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return expires + ClockSkew > now && (notBefore is null || notBefore - ClockSkew <= now);
    }

    private static SignedInPerson? Read(ClaimsIdentity claims)
    {
        string? Value(string name) => claims.FindFirst(name)?.Value is { Length: > 0 } value ? value : null;
        bool IsTrue(string name) => string.Equals(Value(name), "true", StringComparison.OrdinalIgnoreCase);

        if (Value("sub") is not { Length: <= 255 } subject || !long.TryParse(Value("iat"), CultureInfo.InvariantCulture, out long issuedAt))
            return null;

        string? email = IsTrue("email_verified") && EmailAddress.TryNormalise(Value("email"), out string normal) ? EmailAddress.ComparisonForm(normal) : null;
        string? mobile = IsTrue("phone_number_verified") && LineNumber.TryNormalise(Value("phone_number"), out string e164) ? e164 : null;
        string? customerNumber = CustomerNumber.TryNormalise(Value("customer_number"), out string number) ? number : null;
        return new SignedInPerson(
            subject,
            DateTimeOffset.FromUnixTimeSeconds(issuedAt),
            email,
            mobile,
            Value("given_name"),
            Value("family_name"),
            customerNumber,
            [.. claims.FindAll("roles").Select(role => role.Value)]);
    }
}
