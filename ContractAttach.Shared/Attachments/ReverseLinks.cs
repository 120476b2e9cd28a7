using ContractAttach.Storage;

namespace ContractAttach.Attachments;

/// <summary>Mends the reverse rows that attachments leave behind where they died, or lost to another one, between their two writes.</summary>
public sealed class ReverseLinks(Tables tables, AttachmentStore store)
{
    /// <summary>
    /// Makes the reverse row of an attachment agree with the link of the same contract and account, once the attachment can no
    /// longer be under way: a row without a link goes, one of another attachment's link becomes that one's, and the link's own
    /// comes back. Rows that other attachments wrote are theirs to mend.
    /// </summary>
    /// <returns>Whether there was an orphan, which is gone.</returns>
    public async Task<bool> SettleAsync(string contractId, string accountId, string attachmentId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            ReverseLinkRow? reverse = await tables.ContractLinks.FindAsync<ReverseLinkRow>(contractId, accountId, cancellationToken);
            if (reverse is not null && reverse.AttachmentId != attachmentId)
                return false;
            LinkRow? link = await store.FindLinkAsync(accountId, contractId, cancellationToken);
            if (link?.AttachmentId == reverse?.AttachmentId || (reverse is null && link?.AttachmentId != attachmentId))
                return false;

            if (link is null)
            {
                if (await tables.ContractLinks.TryDeleteAsync(reverse!, cancellationToken))
                    return true;
            }
            else
            {
                reverse ??= new ReverseLinkRow { PartitionKey = contractId, RowKey = accountId };
                reverse.AttachmentId = link.AttachmentId;

                // That link may end meanwhile, and its end has found the row to be another's: so it is looked at once more.
                if (await tables.ContractLinks.TryWriteAsync(reverse, cancellationToken))
                    attachmentId = link.AttachmentId;
            }

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }
}
