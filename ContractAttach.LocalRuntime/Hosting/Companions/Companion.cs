namespace ContractAttach.LocalRuntime.Hosting.Companions;

/// <summary>A program that the application wants beside it, as <c>local.settings.json</c> lists it.</summary>
internal sealed record Companion
{
    /// <summary>Its name, for people and for its log file.</summary>
    public string Name { get; init; } = "";

    /// <summary>What to run.</summary>
    public string Command { get; init; } = "";

    /// <summary>With what; a path below the application's folder is taken from there.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The URL that answers with a success once the program is ready.</summary>
    public string Ready { get; init; } = "";

    /// <summary>The setting that one found running must have the same as the application, and whose digest it then answers; empty where there is none.</summary>
    public string SameSetting { get; init; } = "";
}
