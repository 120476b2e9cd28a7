namespace ContractAttach.Due;

/// <summary>Something that the clean-up looks at once it is due.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="AccountId">Whose it is; empty where it is no account's.</param>
/// <param name="Id">Which it is.</param>
/// <param name="ContractId">The contract it is about, where that has to be known without its row.</param>
public sealed record DueItem(DateTimeOffset At, string Kind, string AccountId, string Id, string? ContractId = null);
