namespace ContractAttach.Counters;

/// <summary>At most so many in any stretch of that length.</summary>
/// <param name="Max">How many.</param>
/// <param name="Length">How long; at most 24 hours, which is what a counter remembers.</param>
public readonly record struct Window(int Max, TimeSpan Length);
