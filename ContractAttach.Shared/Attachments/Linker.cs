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
    IContractDirectory directory,
    LinkEnder ender,
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
    /// <returns>False where the contract is attached to the account by another attachment, which stays as it is, or the account is gone.</returns>
    public async Task<bool> LinkAsync(Account account, Contract contract, LinkRow link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(link);
        IReadOnlyList<NoticeRow>? told = null;
        LinkRow? there = await store.FindLinkAsync(account.Id, contract.Id, cancellationToken);
        if (there is null)
        {
            told = await TryWriteAsync(account, contract, link, null, cancellationToken);
            there = told is not null ? link : await store.FindLinkAsync(account.Id, contract.Id, cancellationToken);
        }

        if (there?.AttachmentId != link.AttachmentId)
            return false;
        await FollowUpAsync(there, told, cancellationToken);
        return true;
    }

    /// <summary>Writes the link, and puts down at once what it tells; <see cref="FollowUpAsync"/> is to follow.</summary>
    /// <param name="account">The account.</param>
    /// <param name="contract">The contract, as the directory has it now.</param>
    /// <param name="link">The link, as in <see cref="LinkAsync"/>.</param>
    /// <param name="row">The account's row as read, with what is to be kept of the step; null where nothing is.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What is to be told; null where the contract is attached already or has changed, the account is gone, or its row has changed.</returns>
    public async Task<IReadOnlyList<NoticeRow>?> TryWriteAsync(Account account, Contract contract, LinkRow link, AccountRow? row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(link);
        IReadOnlyList<NoticeRow> told = notices.Linked(account, contract, link);
        await due.AddAsync(new DueItem(link.AttachedAt + NoticeDispatch.Again, DueKinds.Link, account.Id, link.AttachmentId, contract.Id), cancellationToken);
        await due.AddAsync(new DueItem(revocations.ExpiryOf(link), DueKinds.Revocation, account.Id, revocations.HashOf(link.AttachmentId)), cancellationToken);
        await revocations.AddAsync(link, cancellationToken);
        await store.AddReverseAsync(contract.Id, account.Id, link.AttachmentId, cancellationToken);
        if (!await store.TryLinkAsync(link, row, told, cancellationToken))
            return null;
        if (await FitsAsync(contract, link, cancellationToken))
            return told;
        await FollowUpAsync(link, told, cancellationToken);
        await ender.EndChangedAsync(account, contract.Id, contract, link.AttachmentId, cancellationToken);
        return null;
    }

    /// <summary>Does what is left to be done about a link that is written; harmless where all of it is done.</summary>
    /// <param name="link">The link.</param>
    /// <param name="told">What it tells; null where that is looked for.</param>
    /// <param name="cancellationToken">Ends the attempts; the same call again goes on from there.</param>
    public async Task FollowUpAsync(LinkRow link, IReadOnlyList<NoticeRow>? told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        await audit.WriteAsync(AuditEntries.Attached(link), cancellationToken);
        await dispatch.SendAsync(link.PartitionKey, link.AttachmentId, told, cancellationToken);
    }

    // A change of the contract ends the links that there are, and this one may have come a moment later.
    private async Task<bool> FitsAsync(Contract contract, LinkRow link, CancellationToken cancellationToken) =>
        await directory.GetAsync(contract.Id, cancellationToken) is { } now
        && now.CustomerNumber == contract.CustomerNumber
        && now.Lines.Any(line => line.Number == link.Line);
}
