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
}
