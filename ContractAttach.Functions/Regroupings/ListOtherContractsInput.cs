namespace ContractAttach.Functions.Regroupings;

/// <summary>Which of the other account's contracts to list.</summary>
/// <param name="Key">The regrouping.</param>
/// <param name="After">The last contract of the page before; null for the first page.</param>
/// <param name="Count">How many; fewer are the last.</param>
public sealed record ListOtherContractsInput(RegroupingKey Key, string? After, int Count);
