using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An instance as stored. Writing its row is the commit of an episode: all of it, or nothing.</summary>
internal sealed record InstanceRow
{
    /// <summary>The instance id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The orchestrator's name.</summary>
    public required string Name { get; init; }

    /// <summary>The orchestrator's version, empty where there is none.</summary>
    public required string Version { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>When it was scheduled.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last went on.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether it still needs the engine: until it has ended and what it told others is stored with them.</summary>
    public required bool Live { get; init; }

    /// <summary>When its first timer falls due, or when it shall start.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Its custom status.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>Changes each time it begins anew; spilled history belongs to one execution.</summary>
    public required string Execution { get; init; }

    /// <summary>Changes with every write: by it the engine knows its own write whose answer was lost.</summary>
    public required string Commit { get; init; }

    /// <summary>How many rows of older history there are beside this one.</summary>
    public int SpilledRows { get; init; }

    /// <summary>The newest part of the history, as <see cref="HistoryText"/> writes it.</summary>
    public required string History { get; init; }

    /// <summary>In how many pieces that part is stored; the store's own.</summary>
    public int HistoryPieces { get; init; }

    /// <summary>What it has told others that have not stored it yet, as <see cref="HistoryText"/> writes it.</summary>
    public string? Outbox { get; init; }

    /// <summary>The stored version; null for a row not stored yet.</summary>
    public string? ETag { get; init; }

    /// <summary>What of it could not be read from the store; null where all could. Never stored.</summary>
    internal string? Damage { get; init; }

    /// <summary>Whether it has ended.</summary>
    internal bool HasEnded => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
