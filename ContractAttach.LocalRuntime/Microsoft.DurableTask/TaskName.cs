namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or activity. Names are compared without regard to case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Names a task.</summary>
    /// <param name="name">The name; null gives the default value.</param>
    public TaskName(string name) => Name = name;

    /// <summary>The name; null only in the default value.</summary>
    public string Name { get; }

    /// <summary>Always empty: a version travels as <see cref="TaskVersion"/>.</summary>
    [Obsolete("Use TaskVersion.")]
    public string Version => string.Empty;

    /// <summary>The plain name.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A name from text; null or empty gives the default value.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    /// <summary>Whether both name the same task.</summary>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Whether they name different tasks.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
