namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An activity or sub-orchestration has ended.</summary>
/// <param name="Execution">The execution that called it.</param>
/// <param name="End">How it ended.</param>
internal sealed record TaskMessage(string Execution, HistoryEvent End) : Message;
