namespace ContractAttach.Notifications.Acs;

/// <summary>Which Azure Communication Services resource sends, section <c>Communication</c> of the settings.</summary>
public sealed class CommunicationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Communication";

    /// <summary><c>endpoint=https://…/;accesskey=…</c>; either this or <see cref="Endpoint"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The resource, used with the application's own identity; either this or <see cref="ConnectionString"/>.</summary>
    public Uri? Endpoint { get; set; }
}
