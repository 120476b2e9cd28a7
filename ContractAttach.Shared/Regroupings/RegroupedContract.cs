namespace ContractAttach.Regroupings;

/// <summary>A contract of a regrouping and what came of it.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Result">What came of it.</param>
public sealed record RegroupedContract(string ContractId, RegroupResult Result);
