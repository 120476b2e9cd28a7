namespace ContractAttach.Tests.Crash;

/// <summary>Someone with an account, and the contracts to attach to it, all at the same time.</summary>
/// <param name="Subject">Who signs in.</param>
/// <param name="Email">Login, and contact address of the new account.</param>
/// <param name="NewEmail">Contact address given with the requests; may be the same.</param>
/// <param name="Requests">What to attach.</param>
internal sealed record PlannedCustomer(string Subject, string Email, string NewEmail, IReadOnlyList<PlannedRequest> Requests);
