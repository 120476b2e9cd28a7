namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed call is tried again, at once. It is part of the orchestrator: it must be deterministic.</summary>
/// <param name="retryContext">What has failed so far.</param>
/// <returns>True to try again.</returns>
public delegate bool RetryHandler(RetryContext retryContext);
