namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An activity to run for an instance.</summary>
/// <param name="Caller">The instance.</param>
/// <param name="Execution">Its execution.</param>
/// <param name="Scheduled">The call in its history.</param>
internal sealed record ActivityCall(Instance Caller, string Execution, HistoryEvent Scheduled);
