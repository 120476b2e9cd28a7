namespace Microsoft.DurableTask;

/// <summary>
/// Decides whether a failed call is tried again. It is part of the orchestrator: it must be deterministic, and may await
/// nothing but what the orchestration context gives.
/// </summary>
/// <param name="retryContext">What has failed so far.</param>
/// <returns>True to try again.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
