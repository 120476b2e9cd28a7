using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Orchestrations;

/// <summary>Schedules orchestrations whose instance id is that of what they are about: each once.</summary>
internal static class OnceScheduling
{
    private static readonly OrchestrationRuntimeStatus[] NeverAgain = Enum.GetValues<OrchestrationRuntimeStatus>()
        .Where(StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains)
        .ToArray();

    /// <summary>
    /// Schedules the orchestration, unless it is there already. What scheduling one that is there throws differs between versions
    /// of the runtime: after any failure the instance is read, and decides.
    /// </summary>
    public static async Task ScheduleOnceAsync(this DurableTaskClient durable, string orchestrator, string instanceId, object input, CancellationToken cancellationToken)
    {
        try
        {
            StartOrchestrationOptions once = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(NeverAgain);
            await durable.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, once, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (await durable.GetInstanceAsync(instanceId, cancellationToken) is null)
                throw;
        }
    }
}
