namespace ContractAttach.LocalRuntime.Engine;

/// <summary>End.</summary>
/// <param name="Output">The output to have.</param>
/// <param name="Recursive">Whether what it called shall end too.</param>
internal sealed record TerminateMessage(string? Output, bool Recursive) : Message;
