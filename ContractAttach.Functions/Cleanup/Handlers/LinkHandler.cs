using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>A link that was made without a request: what it left unsent is sent, and whether it was finished is looked at later.</summary>
internal sealed class LinkHandler(NoticeDispatch dispatch, DueItems due) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Link;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        NoticeCount told = await dispatch.SendAsync(item.AccountId, item.Id, null, cancellationToken);
        await due.AddAsync(item with { At = item.At + Retention.OrphanedAfter, Kind = DueKinds.LinkCheck }, cancellationToken);
        return new CleanupFigures(Sent: told.Sent, Left: told.Left);
    }
}
