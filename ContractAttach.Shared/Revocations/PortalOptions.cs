using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Revocations;

/// <summary>Where people reach the application, section <c>Portal</c> of the settings.</summary>
public sealed class PortalOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Portal";

    /// <summary>Characters of <see cref="Url"/>: a text message with a link has then room for six letters of a name.</summary>
    public const int LongestUrl = 57;

    /// <summary>The address that links in messages begin with.</summary>
    [Required(ErrorMessage = "Portal__Url is missing: set it to the address at which customers reach the application, such as https://attach.example.com.")]
    public Uri? Url { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" } || !Url.IsSecure())
            yield return new("Portal__Url must be an https address without anything after its path, such as https://attach.example.com (on your own machine, http is taken too).");
        else if (Url.AbsoluteUri.TrimEnd('/').Length > LongestUrl)
            yield return new($"Portal__Url must have at most {LongestUrl} characters: text messages bear links that begin with it.");
    }
}
