using ContractAttach.Regroupings;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Regroupings;

/// <summary>
/// The orchestrations of regroupings, seen from outside. As with requests, nothing depends on what the runtime throws: row and
/// instance decide.
/// </summary>
public sealed class RegroupingInstances(RegroupingStore regroupings)
{
    private static readonly OrchestrationRuntimeStatus[] NeverAgain = Enum.GetValues<OrchestrationRuntimeStatus>()
        .Where(StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Contains)
        .ToArray();

    /// <summary>
    /// The regrouping as it stands, or null. One that has lost its orchestration gets it back; one whose orchestration has ended
    /// without ending it is ended here.
    /// </summary>
    public async Task<RegroupingRow?> FindAsync(DurableTaskClient durable, string accountId, string regroupingId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        RegroupingRow? regrouping = await regroupings.FindAsync(accountId, regroupingId, cancellationToken);
        if (regrouping is not { EndStatus: null })
            return regrouping;
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(regroupingId, cancellationToken);
        if (instance is null)
            await ScheduleAsync(durable, regrouping, cancellationToken);
        return instance is { IsCompleted: true }
            ? await regroupings.NoteAsync(accountId, regroupingId, [], RegroupingStatus.Failed, cancellationToken)
            : regrouping;
    }

    /// <summary>Schedules the regrouping's orchestration, unless it is there already.</summary>
    public static async Task ScheduleAsync(DurableTaskClient durable, RegroupingRow regrouping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        ArgumentNullException.ThrowIfNull(regrouping);
        try
        {
            StartOrchestrationOptions once = new StartOrchestrationOptions(regrouping.Id).WithDedupeStatuses(NeverAgain);
            await durable.ScheduleNewOrchestrationInstanceAsync(RegroupOrchestrator.Name, new RegroupInput(regrouping.PartitionKey), once, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (await durable.GetInstanceAsync(regrouping.Id, cancellationToken) is null)
                throw;
        }
    }

    /// <summary>Forgets an old regrouping and its history: the clean-up's part. Safe to run again, and twice at once.</summary>
    public async Task PurgeAsync(DurableTaskClient durable, string accountId, string regroupingId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        if (await durable.GetInstanceAsync(regroupingId, cancellationToken) is { IsCompleted: false })
        {
            await durable.TerminateInstanceAsync(regroupingId, cancellation: cancellationToken);
            await durable.WaitForInstanceCompletionAsync(regroupingId, cancellationToken);
        }

        await durable.PurgeInstanceAsync(regroupingId, cancellationToken);
        await regroupings.PurgeAsync(accountId, regroupingId, cancellationToken);
    }
}
