using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Regroupings;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>An old regrouping: deleted with its results and its history.</summary>
internal sealed class RegroupingHandler(RegroupingStore store, DueItems due, TimeProvider time) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Regrouping;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(item.Id, cancellationToken);
        if (instance is { IsCompleted: false })
        {
            // As with requests: termination takes effect in its own time, and only what has ended can be purged.
            await durable.TerminateInstanceAsync(item.Id, cancellation: cancellationToken);
            await due.AddAsync(item with { At = time.GetUtcNow() + NoticeDispatch.Again }, cancellationToken);
            return default;
        }

        if (instance is not null)
            await durable.PurgeInstanceAsync(item.Id, cancellationToken);
        await store.PurgeAsync(item.AccountId, item.Id, cancellationToken);
        return new CleanupFigures(Purged: 1);
    }
}
