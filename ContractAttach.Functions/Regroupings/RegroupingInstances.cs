using ContractAttach.Functions.Orchestrations;
using ContractAttach.Regroupings;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Regroupings;

/// <summary>
/// The orchestrations of regroupings, seen from outside. As with requests, nothing depends on what the runtime throws: row and
/// instance decide.
/// </summary>
public sealed class RegroupingInstances(RegroupingStore regroupings)
{
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
    public static Task ScheduleAsync(DurableTaskClient durable, RegroupingRow regrouping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        ArgumentNullException.ThrowIfNull(regrouping);
        return durable.ScheduleOnceAsync(RegroupOrchestrator.Name, regrouping.Id, new RegroupInput(regrouping.PartitionKey), cancellationToken);
    }
}
