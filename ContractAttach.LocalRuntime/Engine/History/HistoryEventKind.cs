namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What a <see cref="HistoryEvent"/> says. The names stand in stored histories.</summary>
internal enum HistoryEventKind
{
    /// <summary>What the instance was started with. The first event of a history.</summary>
    ExecutionStarted = 1,

    /// <summary>An episode began: the orchestrator's time until the next one.</summary>
    EpisodeStarted,

    /// <summary>The orchestrator called an activity.</summary>
    TaskScheduled,

    /// <summary>An activity gave its result.</summary>
    TaskCompleted,

    /// <summary>An activity failed.</summary>
    TaskFailed,

    /// <summary>The orchestrator called another orchestration.</summary>
    ChildCreated,

    /// <summary>A called orchestration gave its result.</summary>
    ChildCompleted,

    /// <summary>A called orchestration failed or was terminated.</summary>
    ChildFailed,

    /// <summary>The orchestrator set a timer.</summary>
    TimerCreated,

    /// <summary>A timer fell due.</summary>
    TimerFired,

    /// <summary>The orchestrator cancelled a timer.</summary>
    TimerCancelled,

    /// <summary>The orchestrator raised an event on an instance.</summary>
    EventSent,

    /// <summary>An event was raised on this instance.</summary>
    EventRaised,

    /// <summary>The instance ended. The last event of a history.</summary>
    Ended,
}
