using ContractAttach.Attachments;

namespace ContractAttach.Tests.Crash;

/// <summary>A request that has come to its end, as the customer saw it.</summary>
/// <param name="Customer">Whose it was.</param>
/// <param name="Plan">What was to be done.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Id">The request.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Sends">Codes that were sent.</param>
internal sealed record EndedRequest(
    PlannedCustomer Customer, PlannedRequest Plan, string AccountId, string Id, RequestStatus Status, string? Reason, int Sends);
