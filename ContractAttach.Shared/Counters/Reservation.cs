namespace ContractAttach.Counters;

/// <summary>Whether what was asked for is within the limits.</summary>
/// <param name="Granted">All of it is; else none of it was counted.</param>
/// <param name="At">When the first key asked for was counted: now, or the instant of an earlier grant of the same key.</param>
/// <param name="DeniedLimit">The limit that has no room: of several, the one that has room last. Null where granted.</param>
/// <param name="RetryAfter">How long until there is room again; zero where granted.</param>
public sealed record Reservation(bool Granted, DateTimeOffset At, string? DeniedLimit, TimeSpan RetryAfter);
