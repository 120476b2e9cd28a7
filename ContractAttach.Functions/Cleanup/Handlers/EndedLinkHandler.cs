using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>A link that has ended: what its end left to be done is done.</summary>
internal sealed class EndedLinkHandler(LinkEnder ender, Retention retention, TimeProvider time) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.EndedLink;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        NoticeCount told = await ender.FollowUpAsync(item.AccountId, item.Id, cancellationToken);
        if (item.ContractId is { } contractId)
            await retention.AuditAsync(contractId, time.GetUtcNow(), cancellationToken);
        return new CleanupFigures(Sent: told.Sent, Left: told.Left);
    }
}
