namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The orchestrator was found to await something that is not the orchestration's.</summary>
/// <param name="Execution">The execution that did.</param>
internal sealed record LeftMessage(string Execution) : Message;
