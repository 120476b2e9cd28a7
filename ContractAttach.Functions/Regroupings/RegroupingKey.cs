namespace ContractAttach.Functions.Regroupings;

/// <summary>Which regrouping.</summary>
/// <param name="AccountId">The account that gets the contracts.</param>
/// <param name="RegroupingId">Its id.</param>
public sealed record RegroupingKey(string AccountId, string RegroupingId);
