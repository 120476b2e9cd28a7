using Microsoft.DurableTask;

namespace ContractAttach.Functions.Orchestrations;

/// <summary>How activities are tried again.</summary>
internal static class Retries
{
    /// <summary>For what a customer waits for (RULES: a send that the service refuses is retried for 2 minutes).</summary>
    public static readonly TaskOptions ForTwoMinutes = TaskOptions.FromRetryPolicy(
        new RetryPolicy(20, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(20), retryTimeout: TimeSpan.FromMinutes(2)));

    /// <summary>For what was promised or done: storage comes back, and it is written then.</summary>
    public static readonly TaskOptions UntilWritten = TaskOptions.FromRetryPolicy(
        new RetryPolicy(int.MaxValue, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));
}
