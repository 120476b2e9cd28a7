namespace ContractAttach.Contracts;

/// <summary>What became of a contract that was to be written.</summary>
/// <param name="Replaced">The directory had it.</param>
/// <param name="Problem">Why it was not written; null where it was.</param>
internal readonly record struct WriteOutcome(bool Replaced, string? Problem);
