namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Begin, where that has not been done.</summary>
internal sealed record WakeMessage : Message;

/// <summary>A timer is due.</summary>
internal sealed record TimerMessage : Message;

/// <summary>An event was raised.</summary>
/// <param name="Event">The event.</param>
internal sealed record EventMessage(HistoryEvent Event) : Message;

/// <summary>An activity or sub-orchestration has ended.</summary>
/// <param name="Execution">The execution that called it.</param>
/// <param name="End">How it ended.</param>
internal sealed record TaskMessage(string Execution, HistoryEvent End) : Message;

/// <summary>End.</summary>
/// <param name="Output">The output to have.</param>
/// <param name="Recursive">Whether what it called shall end too.</param>
internal sealed record TerminateMessage(string? Output, bool Recursive) : Message;

/// <summary>Another instance has stored what this one told it.</summary>
/// <param name="Key">The outbox item.</param>
internal sealed record DeliveredMessage(string Key) : Message;

/// <summary>The orchestrator was found to await something that is not the orchestration's.</summary>
/// <param name="Execution">The execution that did.</param>
internal sealed record LeftMessage(string Execution) : Message;
