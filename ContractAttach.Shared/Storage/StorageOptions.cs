namespace ContractAttach.Storage;

/// <summary>Where the tables are, section <c>Storage</c> of the settings.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>Connection string of the storage account; either this or <see cref="TablesEndpoint"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Endpoint of the account's tables, reached with the application's own identity.</summary>
    public Uri? TablesEndpoint { get; set; }

    /// <summary>What every table's name begins with: letters and digits, so that several installations can share an account.</summary>
    public string TablePrefix { get; set; } = "";

    /// <summary>Base64 of the 32 bytes under which logins and lines are hashed before they become keys. Never changed once there is data.</summary>
    public string HashKey { get; set; } = "";
}
