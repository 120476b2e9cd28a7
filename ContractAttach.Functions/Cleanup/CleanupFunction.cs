using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup;

/// <summary>The timed clean-up: every 5 minutes.</summary>
public sealed class CleanupFunction(Cleaner cleaner)
{
    /// <summary>Ends what is overdue and sends what was left. Safe to run twice at once.</summary>
    [Function("Cleanup")]
    public Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) => cleaner.CleanAsync(durable, cancellationToken);
}
