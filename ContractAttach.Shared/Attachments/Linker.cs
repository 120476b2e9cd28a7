using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Revocations;

namespace ContractAttach.Attachments;

/// <summary>
/// Links contracts without a request: one's own when the account is created, and those that come from one's other account. Safe
/// to run again after any crash, which the caller does.
/// </summary>
public sealed class Linker(
    AttachmentStore store,
    RevocationLinks revocations,
    AttachmentNotices notices,
    NoticeDispatch dispatch,
    DueItems due,
    AuditTrail audit)
{
    /// <summary>Writes the link and tells the contract's holder.</summary>
    /// <param name="account">The account.</param>
    /// <param name="contract">The contract, as the directory has it now.</param>
    /// <param name="link">The link; its attachment's id is the same whenever the same step is repeated.</param>
    /// <param name="cancellationToken">Ends the attempts; the same call again goes on from there.</param>
    /// <returns>False where the contract is attached to the account by another attachment, which stays as it is.</returns>
    public async Task<bool> LinkAsync(Account account, Contract contract, LinkRow link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(link);
        IReadOnlyList<NoticeRow>? told = null;
        LinkRow? there = await store.FindLinkAsync(account.Id, contract.Id, cancellationToken);
        if (there is null)
        {
            told = notices.Linked(account, contract, link);
            await due.AddAsync(new DueItem(link.AttachedAt + NoticeDispatch.Again, DueKinds.Link, account.Id, link.AttachmentId, contract.Id), cancellationToken);
            await due.AddAsync(new DueItem(revocations.ExpiryOf(link), DueKinds.Revocation, account.Id, revocations.HashOf(link.AttachmentId)), cancellationToken);
            await revocations.AddAsync(link, cancellationToken);
            await store.AddReverseAsync(contract.Id, account.Id, link.AttachmentId, cancellationToken);
            there = await store.TryLinkAsync(link, told, cancellationToken) ? link : await store.FindLinkAsync(account.Id, contract.Id, cancellationToken);
        }

        if (there?.AttachmentId != link.AttachmentId)
            return false;
        await audit.WriteAsync(AuditEntries.Attached(there), cancellationToken);
        await dispatch.SendAsync(account.Id, link.AttachmentId, told, cancellationToken);
        return true;
    }
}
