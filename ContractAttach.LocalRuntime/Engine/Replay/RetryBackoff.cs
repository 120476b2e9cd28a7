using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The waits between the tries of a <see cref="RetryPolicy"/>.</summary>
internal static class RetryBackoff
{
    /// <summary>Waits, durably, before the next try.</summary>
    /// <returns>False where there is to be none.</returns>
    internal static async Task<bool> WaitAsync(
        TaskOrchestrationContext context, RetryPolicy policy, Exception failure, int failures, DateTime first)
    {
        if (failures >= policy.MaxNumberOfAttempts || !MayRetry(policy, failure))
            return false;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime - first >= policy.RetryTimeout)
            return false;

        double wait = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        double most = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan
            ? TimeSpan.FromDays(3650).TotalMilliseconds
            : policy.MaxRetryInterval.TotalMilliseconds;
        await context.CreateTimer(TimeSpan.FromMilliseconds(Math.Min(wait, most)), CancellationToken.None);
        return true;
    }

    // What the application's filter throws does not replace the failure that it was asked about.
    private static bool MayRetry(RetryPolicy policy, Exception failure)
    {
        try
        {
            return policy.Handle(failure);
        }
#pragma warning disable CA1031 // Any exception of the filter means no.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
