using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a new orchestration is started.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with an instance id and a start time.</summary>
    /// <param name="InstanceId">The instance id; null for a generated one.</param>
    /// <param name="StartAt">When it shall start; null for at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; null for a generated one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When it shall start; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Labels of the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version to start; null for the default one.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// The states in which an instance of the same id makes the start fail; in any other it is replaced. Null: live ones make it fail.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
