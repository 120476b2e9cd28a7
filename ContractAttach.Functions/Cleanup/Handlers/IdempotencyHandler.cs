using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Storage;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>An idempotency key that has run out: forgotten, unless it has been used anew since and so has another item of its own.</summary>
internal sealed class IdempotencyHandler(Tables tables, TimeProvider time) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Idempotency;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        IdempotencyRow? row = await tables.Accounts.FindAsync<IdempotencyRow>(item.AccountId, IdempotencyRow.Prefix + item.Id, cancellationToken);
        bool old = row is not null && row.ForgottenAt <= time.GetUtcNow();
        return new CleanupFigures(Purged: old && await tables.Accounts.TryDeleteAsync(row!, cancellationToken) ? 1 : 0);
    }
}
