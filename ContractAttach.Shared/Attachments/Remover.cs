using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;

namespace ContractAttach.Attachments;

/// <summary>Ends links. The end and its notices are one transaction; a crash after it loses nothing, since what is left is due.</summary>
public sealed class Remover(
    AttachmentStore store,
    IContractDirectory directory,
    AttachmentNotices notices,
    NoticeDispatch dispatch,
    DueItems due,
    AuditTrail audit,
    TimeProvider time)
{
    /// <summary>Ends the link of a contract to the account, at its owner's wish.</summary>
    /// <returns>False where the contract is not attached to the account.</returns>
    public async Task<bool> RemoveAsync(Account account, string contractId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        while (await store.FindLinkAsync(account.Id, contractId, cancellationToken) is { } link)
        {
            Contract? contract = await directory.GetAsync(contractId, cancellationToken);
            IReadOnlyList<NoticeRow> told = notices.Removed(account, link, contract);
            string about = link.AttachmentId + "-removed";
            var afterwards = new DueItem(time.GetUtcNow() + NoticeDispatch.Again, DueKinds.Notices, account.Id, about);
            await due.AddAsync(afterwards, cancellationToken);
            if (!await store.TryUnlinkAsync(link, told, cancellationToken))
                continue;

            // The link has ended: what follows is done to its end whether or not the caller still waits.
            await store.RemoveReverseAsync(contractId, account.Id, CancellationToken.None);
            await audit.WriteAsync(AuditEntries.Removed(link, time.GetUtcNow()), CancellationToken.None);
            await dispatch.SendAsync(account.Id, about, told, CancellationToken.None);
            return true;
        }

        return false;
    }
}
