namespace ContractAttach.LocalRuntime.Engine;

/// <summary>How an orchestrator wants to begin anew.</summary>
internal sealed record ContinueAsNewRequest(string? Input, string? Version, bool KeepEvents);
