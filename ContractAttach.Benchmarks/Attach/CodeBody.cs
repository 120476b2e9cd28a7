namespace ContractAttach.Benchmarks.Attach;

/// <summary>Body of the entry of a code.</summary>
internal sealed record CodeBody(string Code);
