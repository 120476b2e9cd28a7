namespace Microsoft.DurableTask;

/// <summary>The version of an orchestrator or activity. Versions are compared without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Names a version.</summary>
    /// <param name="version">The version; null or empty is <see cref="Unversioned"/>.</param>
    /// <exception cref="ArgumentException">It is nothing but white space.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
            throw new ArgumentException("A version cannot be white space alone.", nameof(version));
        _version = version;
    }

    /// <summary>The version, empty where there is none.</summary>
    public string Version => _version ?? string.Empty;

    /// <summary>The version as text.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>A version from text.</summary>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Whether they are different versions.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
