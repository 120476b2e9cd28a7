using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Storage;

namespace ContractAttach.Attachments;

/// <summary>
/// Ends links. The end, its notices and the note of what is still to be done are one transaction; what follows it is done at
/// once, or by the clean-up where the process died.
/// </summary>
public sealed class LinkEnder(
    AttachmentStore store,
    IContractDirectory directory,
    AttachmentNotices notices,
    NoticeDispatch dispatch,
    DueItems due,
    AuditTrail audit,
    TimeProvider time)
{
    /// <summary>Ends the link of a contract to an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="contractId">The contract.</param>
    /// <param name="reason">Why.</param>
    /// <param name="attachmentId">The attachment that is meant: a later one of the same contract stays. Null for whichever there is.</param>
    /// <param name="cancellationToken">Ends the attempts; once the link has ended, what follows is done whether or not the caller still waits.</param>
    /// <returns>False where the contract is not attached to the account, or not by that attachment.</returns>
    public Task<bool> EndAsync(Account account, string contractId, LinkEndReason reason, string? attachmentId, CancellationToken cancellationToken) =>
        EndAsync(account, contractId, () => directory.GetAsync(contractId, cancellationToken), reason, attachmentId, cancellationToken);

    /// <summary>Ends a link of a contract that has changed.</summary>
    /// <param name="account">The account.</param>
    /// <param name="contractId">The contract.</param>
    /// <param name="before">The contract as it was: the holder it has now is not to read of who had access before. Null where that is not known.</param>
    /// <param name="attachmentId">The attachment that is meant.</param>
    /// <param name="cancellationToken">As in the other ends.</param>
    /// <returns>False where the contract is not attached to the account by that attachment.</returns>
    public Task<bool> EndChangedAsync(Account account, string contractId, Contract? before, string attachmentId, CancellationToken cancellationToken) =>
        EndAsync(account, contractId, () => Task.FromResult(before), LinkEndReason.ContractChanged, attachmentId, cancellationToken);

    /// <summary>
    /// Ends a link as it was read, since a regrouping has the contract in another account. The new link tells the holder; the
    /// account's owner is told of the regrouping with the first link that it ends.
    /// </summary>
    /// <param name="row">The account, as it was read.</param>
    /// <param name="link">The link, as it was read.</param>
    /// <param name="regroupingId">The regrouping.</param>
    /// <param name="by">The account that has the contract now.</param>
    /// <param name="cancellationToken">As in the other ends.</param>
    /// <returns>False where one of them has changed or gone since.</returns>
    public Task<bool> TryEndRegroupedAsync(AccountRow row, LinkRow link, string regroupingId, Account by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(link);
        if (row.ToldOfRegrouping == regroupingId)
            return TryEndAsync(link, LinkEndReason.Regrouped, null, [], cancellationToken);

        row.ToldOfRegrouping = regroupingId;
        return TryEndAsync(link, LinkEndReason.Regrouped, row, [notices.Regrouped(row.ToAccount(), link, by)], cancellationToken);
    }

    /// <summary>Does what is left to be done about a link that has ended; nothing where all of it is done.</summary>
    /// <returns>The notices that it sent, and those that could not be sent.</returns>
    public async Task<NoticeCount> FollowUpAsync(string accountId, string attachmentId, CancellationToken cancellationToken) =>
        await store.FindEndedAsync(accountId, attachmentId, cancellationToken) is { } ended
            ? await FollowUpAsync(ended, null, cancellationToken)
            : default;

    private async Task<bool> EndAsync(
        Account account, string contractId, Func<Task<Contract?>> read, LinkEndReason reason, string? attachmentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        for (int attempt = 0; await store.FindLinkAsync(account.Id, contractId, cancellationToken) is { } link; attempt++)
        {
            if (attachmentId is not null && link.AttachmentId != attachmentId)
                return false;
            if (await TryEndAsync(link, reason, null, notices.Ended(account, link, await read(), reason), cancellationToken))
                return true;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }

        return false;
    }

    private async Task<bool> TryEndAsync(
        LinkRow link, LinkEndReason reason, AccountRow? row, IReadOnlyList<NoticeRow> told, CancellationToken cancellationToken)
    {
        EndedLinkRow ended = Ended(link, reason);
        await due.AddAsync(new DueItem(time.GetUtcNow() + NoticeDispatch.Again, DueKinds.EndedLink, link.PartitionKey, link.AttachmentId, link.ContractId), cancellationToken);
        if (!await store.TryUnlinkAsync(link, ended, row, told, cancellationToken))
            return false;

        await FollowUpAsync(ended, told, CancellationToken.None);
        return true;
    }

    // Each step is harmless to repeat: the reverse row goes only where it is this attachment's, the audit entry has the
    // attachment's id and instant for a key, a notice is deleted once it is sent.
    private async Task<NoticeCount> FollowUpAsync(EndedLinkRow ended, IReadOnlyList<NoticeRow>? told, CancellationToken cancellationToken)
    {
        await store.RemoveReverseAsync(ended.ContractId, ended.PartitionKey, ended.AttachmentId, cancellationToken);
        await audit.WriteAsync(AuditEntries.Of(ended), cancellationToken);
        NoticeCount count = await dispatch.SendAsync(ended.PartitionKey, ended.About, told, cancellationToken);
        await store.ForgetEndedAsync(ended, cancellationToken);
        return count;
    }

    private EndedLinkRow Ended(LinkRow link, LinkEndReason reason) => new()
    {
        PartitionKey = link.PartitionKey,
        RowKey = EndedLinkRow.Prefix + link.AttachmentId,
        ContractId = link.ContractId,
        MaskedLine = LineMask.Screen(link.Line),
        Role = link.Role,
        Reason = reason.ToString(),
        EndedAt = time.GetUtcNow(),
    };
}
