using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Notifications.Acs;

/// <summary>How e-mail is sent, section <c>Email</c> of the settings.</summary>
public sealed class EmailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Email";

    /// <summary>Whom an e-mail is from: an address of a domain of the Communication resource.</summary>
    [Required(ErrorMessage = "Email__From is missing: the address that e-mail comes from.")]
    [EmailAddress(ErrorMessage = "Email__From must be an e-mail address.")]
    public string From { get; set; } = "";
}
