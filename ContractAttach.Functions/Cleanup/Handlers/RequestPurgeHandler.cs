using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Revocations;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>
/// Forgets a request: its orchestration's history, the holder's link that came of it, and last its row, so that a death in
/// between leaves what the next run needs. Its audit entry stays until its own time.
/// </summary>
internal sealed class RequestPurgeHandler(
    AttachmentStore store, RevocationLinks revocations, Retention retention, DueItems due, TimeProvider time) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.RequestPurge;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(item.Id, cancellationToken);
        if (instance is { IsCompleted: false })
        {
            // Termination takes effect in its own time, and only what has ended can be purged.
            await durable.TerminateInstanceAsync(item.Id, cancellation: cancellationToken);
            await due.AddAsync(item with { At = time.GetUtcNow() + NoticeDispatch.Again }, cancellationToken);
            return default;
        }

        RequestRow? request = await store.FindRequestAsync(item.AccountId, item.Id, cancellationToken);
        if (item.ContractId is { } contractId)
            await retention.AuditAsync(contractId, request?.EndedAt ?? time.GetUtcNow(), cancellationToken);
        if (instance is not null)
            await durable.PurgeInstanceAsync(item.Id, cancellationToken);
        await revocations.ForgetAsync(revocations.HashOf(item.Id), cancellationToken);
        if (request is not null)
            await store.ForgetRequestAsync(item.AccountId, item.Id, cancellationToken);
        return new CleanupFigures(Purged: request is null && instance is null ? 0 : 1);
    }
}
