using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>One thing that happened to an instance, as stored.</summary>
internal sealed record HistoryEvent
{
    /// <summary>What happened.</summary>
    public required HistoryEventKind Kind { get; init; }

    /// <summary>The number of the action within its execution, of the action itself and of what became of it.</summary>
    public int Id { get; init; }

    /// <summary>The name of the orchestrator, activity or external event.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the orchestrator or activity.</summary>
    public string? Version { get; init; }

    /// <summary>The input, result or payload.</summary>
    public string? Data { get; init; }

    /// <summary>The instance that was created, or that an event was sent to.</summary>
    public string? Instance { get; init; }

    /// <summary>When the episode began or the timer falls due.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How it failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Of a start: who called, and waits for the end.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>Of a start or a call: the span that it came from, as W3C Trace Context writes it; null where none was.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What else that trace's systems have to say of it, as W3C Trace Context writes it.</summary>
    public string? TraceState { get; init; }

    /// <summary>Of an event: the outbox item of the instance that sent it, by which a repeated delivery is known.</summary>
    public string? Origin { get; init; }

    /// <summary>Of a start anew: the origins of the events of the execution before, of which a delivery may be repeated yet.</summary>
    public IReadOnlyList<string>? EarlierOrigins { get; init; }

    /// <summary>Of an end: which one.</summary>
    public OrchestrationRuntimeStatus? Status { get; init; }

    /// <summary>Whether the orchestrator's code did this, so that a replay must do it again.</summary>
    internal bool IsAction => Kind
        is HistoryEventKind.TaskScheduled or HistoryEventKind.ChildCreated or HistoryEventKind.TimerCreated or HistoryEventKind.EventSent;

    /// <summary>The action in words.</summary>
    internal string Describe() => Kind switch
    {
        HistoryEventKind.TaskScheduled => $"activity '{Name}' (#{Id})",
        HistoryEventKind.ChildCreated => $"sub-orchestration '{Name}' (#{Id})",
        HistoryEventKind.TimerCreated => $"timer (#{Id})",
        HistoryEventKind.EventSent => $"event '{Name}' sent to an instance (#{Id})",
        _ => $"{Kind} (#{Id})",
    };
}
