using ContractAttach.Accounts;

namespace ContractAttach.Attachments;

/// <summary>How a request ended: the first end that was written, whatever came later.</summary>
/// <param name="Status">One of the ends.</param>
/// <param name="Reason">Why it was refused; null for the other ends.</param>
/// <param name="At">When.</param>
/// <param name="Role">By what right the contract is attached; null for the other ends.</param>
public sealed record RequestEnd(RequestStatus Status, RefusalReason? Reason, DateTimeOffset At, Role? Role = null);
