namespace ContractAttach.Attachments;

/// <summary>What came of asking for a contract, and the request where there is one.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Request">The request, begun or open already.</param>
/// <param name="RetryAfter">Where a limit is reached: how long until it has room again.</param>
public sealed record StartResult(StartOutcome Outcome, RequestRow? Request = null, TimeSpan RetryAfter = default);
