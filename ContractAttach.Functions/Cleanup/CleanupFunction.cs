using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup;

/// <summary>The timed clean-up: every 5 minutes, and no run before the one before has ended.</summary>
public sealed class CleanupFunction(Cleaner cleaner)
{
    /// <summary>Ends what is overdue, sends what was left and forgets what is old. Safe to run twice at once.</summary>
    [Function("Cleanup")]
    public Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) => cleaner.CleanAsync(durable, cancellationToken);
}
