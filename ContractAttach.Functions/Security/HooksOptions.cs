using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Security;

/// <summary>Who may call the web hooks, section <c>Hooks</c> of the settings.</summary>
public sealed class HooksOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Hooks";

    /// <summary>The OpenID Connect issuer of the callers' tokens: Event Grid's is that of the tenant. https except on loopback.</summary>
    [Required(ErrorMessage = "Hooks__Authority is missing: set it to the OpenID Connect issuer whose tokens delivery reports bear.")]
    public Uri? Authority { get; set; }

    /// <summary>The audience that those tokens must be for.</summary>
    [Required(ErrorMessage = "Hooks__Audience is missing: set it to the audience of the tokens that delivery reports bear.")]
    public string? Audience { get; set; }

    /// <summary>
    /// The role that those tokens must bear, since anybody in a tenant may have a token for an audience. The default is the one
    /// that Event Grid's documentation has created for it (learn.microsoft.com/azure/event-grid/secure-webhook-delivery).
    /// </summary>
    [Required(ErrorMessage = "Hooks__Role is empty: set it to the role of whoever sends delivery reports.")]
    public string Role { get; set; } = "AzureEventGridSecureWebhookSubscriber";
}
