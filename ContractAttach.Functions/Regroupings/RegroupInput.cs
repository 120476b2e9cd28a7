namespace ContractAttach.Functions.Regroupings;

/// <summary>What the orchestration is about; its instance id is the regrouping's.</summary>
/// <param name="AccountId">The account that gets the contracts.</param>
/// <param name="After">The last contract that has its result; null at the start.</param>
public sealed record RegroupInput(string AccountId, string? After = null);
