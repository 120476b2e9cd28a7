namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>Documents an HTTP function. Its method and path are its trigger's.</summary>
/// <param name="summary">What it does, in a line.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApiCallAttribute(string summary) : Attribute
{
    /// <summary>What it does, in a line.</summary>
    public string Summary => summary;

    /// <summary>What else a caller should know.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a browser gets a page instead of JSON, errors included.</summary>
    public bool HasPages { get; init; }
}
