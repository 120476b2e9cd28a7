using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Storage;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>An idempotency key that has run out: forgotten, unless it has been used anew since and so has another item of its own.</summary>
internal sealed class IdempotencyHandler(Tables tables, TimeProvider time) : IDueHandler
{
    private const string Prefix = "idempotency:";
    private const string ForgottenAt = "ForgottenAt";

    /// <inheritdoc/>
    public string Kind => DueKinds.Idempotency;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        TableEntity? row = await tables.Accounts.FindAsync<TableEntity>(item.AccountId, Prefix + item.Id, cancellationToken);
        bool old = row is not null && !(row.GetDateTimeOffset(ForgottenAt) > time.GetUtcNow());
        return new CleanupFigures(Purged: old && await tables.Accounts.TryDeleteAsync(row!, cancellationToken) ? 1 : 0);
    }
}
