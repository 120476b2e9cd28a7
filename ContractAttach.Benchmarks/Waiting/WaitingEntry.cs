namespace ContractAttach.Benchmarks.Waiting;

/// <summary>A code that is entered.</summary>
/// <param name="RequestId">Its request.</param>
/// <param name="Code">The code.</param>
internal sealed record WaitingEntry(string RequestId, string Code);
