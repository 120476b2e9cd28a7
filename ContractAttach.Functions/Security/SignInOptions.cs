using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Security;

/// <summary>Who signs people in, section <c>SignIn</c> of the settings.</summary>
public sealed class SignInOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignIn";

    /// <summary>The OpenID Connect issuer, whose discovery document names its keys; https except on loopback.</summary>
    [Required(ErrorMessage = "SignIn__Authority is missing: set it to the OpenID Connect issuer that signs customers in.")]
    public Uri? Authority { get; set; }

    /// <summary>The audience that tokens must be for.</summary>
    [Required(ErrorMessage = "SignIn__Audience is missing: set it to the audience of the tokens that customers bring.")]
    public string? Audience { get; set; }

    /// <summary>The id under which the web channel, a public client, is registered there.</summary>
    [Required(ErrorMessage = "SignIn__ClientId is missing: set it to the id under which the web channel is registered with the OpenID Connect issuer.")]
    public string? ClientId { get; set; }

    /// <summary>What the web channel asks for: whatever it takes for the token to be for <see cref="Audience"/> and to name the person.</summary>
    [Required(ErrorMessage = "SignIn__Scope is empty: leave it out, or set it to the scopes that the web channel asks for.")]
    public string Scope { get; set; } = "openid profile email phone";
}
