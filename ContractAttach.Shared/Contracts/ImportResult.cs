namespace ContractAttach.Contracts;

/// <summary>What an import did.</summary>
/// <param name="Imported">Contracts that the directory did not have.</param>
/// <param name="Replaced">Contracts that it had.</param>
/// <param name="Rejected">Lines that were not taken.</param>
/// <param name="Errors">Why: the first 100.</param>
public sealed record ImportResult(int Imported, int Replaced, int Rejected, IReadOnlyList<ImportError> Errors);
