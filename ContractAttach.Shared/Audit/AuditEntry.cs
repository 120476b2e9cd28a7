using ContractAttach.Accounts;

namespace ContractAttach.Audit;

/// <summary>One thing that happened to a contract, with nothing in it that tells a person: no name, no address, no number in clear.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="At">When. The same at every repeat of the same event, as <paramref name="EventId"/> is: the two are its key.</param>
/// <param name="EventId">What makes it this event and no other; letters, digits, <c>. _ - : +</c>.</param>
/// <param name="Kind">What happened.</param>
/// <param name="AccountId">The account it happened for.</param>
/// <param name="MaskedLine">The line as <see cref="Contracts.LineMask.Screen"/> shows it; null where none is concerned.</param>
/// <param name="Role">By what right; null where there was none yet.</param>
/// <param name="Reason">Why, as a code; null where the kind says it all.</param>
public sealed record AuditEntry(
    string ContractId,
    DateTimeOffset At,
    string EventId,
    AuditKind Kind,
    string AccountId,
    string? MaskedLine,
    Role? Role,
    string? Reason);
