using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Accounts;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>An account that was closed: what a crash left of it is ended and erased.</summary>
internal sealed class ClosedAccountHandler(AccountCloser closer) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.ClosedAccount;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        NoticeCount told = await closer.FinishAsync(durable, item.AccountId, cancellationToken);
        return new CleanupFigures(Sent: told.Sent, Left: told.Left);
    }
}
