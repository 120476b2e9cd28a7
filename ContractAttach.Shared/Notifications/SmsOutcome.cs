namespace ContractAttach.Notifications;

/// <summary>What the service said of a text message.</summary>
/// <param name="Accepted">Whether it took it.</param>
/// <param name="MessageId">The service's name for it, where accepted.</param>
/// <param name="Refusal">Why it never will, where not: a status, nothing personal.</param>
public sealed record SmsOutcome(bool Accepted, string? MessageId, string? Refusal);
