using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Revocations;

/// <summary>Ends an attachment for whoever has the holder's link: the token is all the authority there is, and all that is needed.</summary>
public sealed class Revoker(
    RevocationLinks links, AttachmentStore store, AccountStore accounts, IContractDirectory directory, LinkEnder ender, TimeProvider time)
{
    // No account and no contract has this id.
    private const string None = ":";

    /// <summary>What the token would end.</summary>
    /// <returns>Null where it is unknown, has been used or has run out, or its attachment has ended: the same reads for each.</returns>
    public async Task<Revocation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        RevocationRow? row = await links.FindAsync(token, cancellationToken);
        LinkRow? link = await store.FindLinkAsync(row?.AccountId ?? None, row?.ContractId ?? None, cancellationToken);
        AccountRow? account = await accounts.GetRowAsync(row?.AccountId ?? None, cancellationToken);
        Contract? contract = await directory.GetAsync(row?.ContractId ?? None, cancellationToken);
        return row?.ExpiresAt > time.GetUtcNow() && link?.AttachmentId == row.AttachmentId && account is not null
            ? new Revocation(account.ToAccount(), link, contract?.Language ?? ContractLanguage.Fr, row.ExpiresAt)
            : null;
    }

    /// <summary>Ends what the token ends. Of several calls at once, one does.</summary>
    /// <returns>What has ended; null as in <see cref="FindAsync"/>.</returns>
    public async Task<Revocation?> EndAsync(string token, CancellationToken cancellationToken) =>
        await FindAsync(token, cancellationToken) is { } revocation
        && await ender.EndAsync(revocation.Account, revocation.Link.ContractId, LinkEndReason.RevocationLink, revocation.Link.AttachmentId, cancellationToken)
            ? revocation
            : null;
}
