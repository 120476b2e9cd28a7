using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Revocations;

/// <summary>Where people reach the application, section <c>Portal</c> of the settings.</summary>
public sealed class PortalOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Portal";

    /// <summary>The address that links in messages begin with.</summary>
    [Required(ErrorMessage = "Portal__Url is missing: set it to the address at which customers reach the application, such as https://attach.example.com.")]
    public Uri? Url { get; set; }
}
