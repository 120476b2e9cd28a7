namespace Microsoft.DurableTask;

/// <summary>What a retry handler decides from.</summary>
/// <param name="OrchestrationContext">The orchestration.</param>
/// <param name="LastAttemptNumber">How many tries have failed.</param>
/// <param name="LastFailure">How the last one failed.</param>
/// <param name="TotalRetryTime">The time since the first try.</param>
/// <param name="CancellationToken">Never signalled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
