using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Security;

/// <summary>Checks the tokens of those who call the web hooks: another authority and audience than people's.</summary>
public sealed class HookSignIn
{
    private readonly TokenCheck _tokens;
    private readonly string _role;

    /// <summary>By the configured authority.</summary>
    public HookSignIn(IOptions<HooksOptions> options, IHttpClientFactory http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _tokens = new TokenCheck(options.Value.Authority!, options.Value.Audience!, http, time);
        _role = options.Value.Role;
    }

    /// <summary>Whether the bearer may call; null where the token is not good.</summary>
    /// <exception cref="TimeoutException">The authority's keys cannot be fetched, so nothing can be said of the token.</exception>
    public async Task<bool?> MayCallAsync(string token, CancellationToken cancellationToken) =>
        await _tokens.CheckAsync(token, cancellationToken) is { } claims ? claims.HasClaim("roles", _role) : null;
}
