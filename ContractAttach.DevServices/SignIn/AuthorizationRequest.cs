using Microsoft.AspNetCore.Mvc;

namespace ContractAttach.DevServices.SignIn;

/// <summary>The query of <c>/authorize</c> (RFC 6749 section 4.1.1, RFC 7636 section 4.3).</summary>
internal sealed record AuthorizationRequest(
    [FromQuery(Name = "response_type")] string? ResponseType,
    [FromQuery(Name = "client_id")] string? ClientId,
    [FromQuery(Name = "redirect_uri")] string? RedirectUri,
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "nonce")] string? Nonce,
    [FromQuery(Name = "code_challenge")] string? CodeChallenge,
    [FromQuery(Name = "code_challenge_method")] string? CodeChallengeMethod)
{
    /// <summary>What is wrong with it, or null. Codes go to this machine only.</summary>
    public string? Error() => this switch
    {
        { ClientId: null or "" } => "client_id is missing.",
        _ when !Uri.TryCreate(RedirectUri, UriKind.Absolute, out Uri? uri) || !uri.IsLoopback => "redirect_uri must be an address on this machine.",
        { ResponseType: not "code" } => "response_type must be code.",
        { CodeChallengeMethod: not "S256" } or { CodeChallenge: null or "" } => "code_challenge with code_challenge_method S256 is required.",
        _ => null,
    };
}
