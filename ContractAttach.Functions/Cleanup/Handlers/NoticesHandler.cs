using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>Notices that were left: sent, or due again where they still cannot be.</summary>
internal sealed class NoticesHandler(NoticeDispatch dispatch) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Notices;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        NoticeCount told = await dispatch.SendAsync(item.AccountId, item.Id, null, cancellationToken);
        return new CleanupFigures(Sent: told.Sent, Left: told.Left);
    }
}
