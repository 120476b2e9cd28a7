namespace Microsoft.DurableTask.Abstractions;

/// <summary>Compares versions.</summary>
public static class TaskOrchestrationVersioningUtils
{
    /// <summary>
    /// Below, at or above zero where the first is older, the same or newer: as dotted numbers where both are such, else as
    /// text without regard to case. No version is older than any.
    /// </summary>
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        bool noSource = string.IsNullOrWhiteSpace(sourceVersion), noOther = string.IsNullOrWhiteSpace(otherVersion);
        if (noSource || noOther)
            return noOther.CompareTo(noSource);
        return System.Version.TryParse(sourceVersion, out Version? source) && System.Version.TryParse(otherVersion, out Version? other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
