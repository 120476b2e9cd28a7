using ContractAttach.Attachments;

namespace ContractAttach.Functions.Attachments;

/// <summary>How a request is to end, unless it has ended already.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="RequestId">Its id.</param>
/// <param name="Status">The end.</param>
/// <param name="Reason">Why it is refused; null for the other ends.</param>
public sealed record EndRequestInput(string AccountId, string RequestId, RequestStatus Status, RefusalReason? Reason);
