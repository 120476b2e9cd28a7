using System.Globalization;
using System.Security.Claims;
using ContractAttach.Accounts;
using ContractAttach.Contracts;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Security;

/// <summary>Checks people's access tokens and says who they name.</summary>
public sealed class SignIn
{
    private readonly TokenCheck _tokens;

    /// <summary>By the configured authority.</summary>
    public SignIn(IOptions<SignInOptions> options, IHttpClientFactory http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _tokens = new TokenCheck(options.Value.Authority!, options.Value.Audience!, http, time);
    }

    /// <summary>Who the token names, or null where it is not good.</summary>
    /// <exception cref="TimeoutException">The authority's keys cannot be fetched, so nothing can be said of the token.</exception>
    public async Task<SignedInPerson?> CheckAsync(string token, CancellationToken cancellationToken) =>
        await _tokens.CheckAsync(token, cancellationToken) is { } claims ? Read(claims) : null;

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
