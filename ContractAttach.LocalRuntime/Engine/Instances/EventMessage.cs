namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An event was raised.</summary>
/// <param name="Event">The event.</param>
internal sealed record EventMessage(HistoryEvent Event) : Message;
