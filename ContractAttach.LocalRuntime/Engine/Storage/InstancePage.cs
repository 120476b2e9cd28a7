namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Some of the rows asked for.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Continuation">Where the next page begins; null for the last.</param>
internal sealed record InstancePage(IReadOnlyList<InstanceRow> Rows, string? Continuation);
