using ContractAttach.Regroupings;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Which contract to bring.</summary>
/// <param name="Key">The regrouping.</param>
/// <param name="Contract">The contract, as it was listed.</param>
public sealed record RegroupContractInput(RegroupingKey Key, AttachedContract Contract);
