using ContractAttach.Attachments;
using ContractAttach.Due;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>A link without a request that may have died between its two writes: its reverse row is mended.</summary>
internal sealed class LinkCheckHandler(ReverseLinks reverse, Retention retention) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.LinkCheck;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        bool orphan = await reverse.SettleAsync(item.ContractId!, item.AccountId, item.Id, cancellationToken);
        await retention.AuditAsync(item.ContractId!, item.At, cancellationToken);
        return new CleanupFigures(Purged: orphan ? 1 : 0);
    }
}
