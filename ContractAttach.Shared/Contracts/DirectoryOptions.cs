namespace ContractAttach.Contracts;

/// <summary>Where contracts are read, section <c>Directory</c> of the settings: nothing of it for those that the import has taken in.</summary>
public sealed class DirectoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Directory";

    /// <summary>Address of the operator's own directory, which answers as <c>docs/contract-directory.openapi.json</c> has it.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>What the application's identity asks a token for, to show there, for example <c>api://directory/.default</c>.</summary>
    public string? Scope { get; set; }
}
