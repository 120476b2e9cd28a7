using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Notifications.Acs;

/// <summary>How text messages are sent, section <c>Sms</c> of the settings.</summary>
public sealed class SmsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Sms";

    /// <summary>Whom a message is from: an E.164 number, a short code, or a name of 1 to 11 letters, digits and spaces.</summary>
    [Required(ErrorMessage = "Sms__From is missing: the number or the name that text messages come from.")]
    [RegularExpression(@"^(\+?[0-9]{3,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$", ErrorMessage = "Sms__From must be an E.164 number, a short code, or a name of 1 to 11 letters, digits and spaces.")]
    public string From { get; set; } = "";
}
