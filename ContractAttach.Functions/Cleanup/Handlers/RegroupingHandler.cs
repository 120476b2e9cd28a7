using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Regroupings;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>An old regrouping: deleted with its results and its history.</summary>
internal sealed class RegroupingHandler(RegroupingStore store) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Regrouping;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        // One that never came to its end in all that time is stuck: a live instance is not purged.
        if (await durable.GetInstanceAsync(item.Id, cancellationToken) is { IsCompleted: false })
            await durable.TerminateInstanceAsync(item.Id, cancellation: cancellationToken);
        await durable.PurgeInstanceAsync(item.Id, cancellation: cancellationToken);
        await store.PurgeAsync(item.AccountId, item.Id, cancellationToken);
        return new CleanupFigures(Purged: 1);
    }
}
