using System.Collections.Concurrent;
using ContractAttach.Accounts;
using ContractAttach.Contracts;

namespace ContractAttach.Attachments;

/// <summary>What the holder of a contract, and nobody else, sees of it and does to it: who has a proxy on it.</summary>
public sealed class HolderView(AttachmentStore store, AccountStore accounts, IContractDirectory directory, LinkEnder ender)
{
    // As many as a storage partition answers side by side without being the slower for it.
    private const int SideBySide = 16;

    /// <summary>Who has a proxy on the contract, the latest last.</summary>
    /// <returns>Null where the account is not the holder's.</returns>
    public async Task<IReadOnlyList<Proxy>?> ListProxiesAsync(Account account, string contractId, CancellationToken cancellationToken) =>
        await IsHolderAsync(account, contractId, cancellationToken)
            ? [.. (await ProxiesAsync(account, contractId, cancellationToken))
                .Select(proxy => new Proxy(proxy.Link.AttachmentId, proxy.Account, proxy.Link.AttachedAt))
                .OrderBy(proxy => proxy.AttachedAt).ThenBy(proxy => proxy.AttachmentId, StringComparer.Ordinal)]
            : null;

    /// <summary>Ends a proxy on the contract.</summary>
    /// <returns>False where there is no such proxy; null where the account is not the holder's.</returns>
    public async Task<bool?> EndProxyAsync(Account account, string contractId, string attachmentId, CancellationToken cancellationToken)
    {
        if (!await IsHolderAsync(account, contractId, cancellationToken))
            return null;
        (LinkRow? link, Account? owner) = (await ProxiesAsync(account, contractId, cancellationToken)).FirstOrDefault(proxy => proxy.Link.AttachmentId == attachmentId);
        return link is not null && await ender.EndAsync(owner!, contractId, LinkEndReason.Holder, attachmentId, cancellationToken);
    }

    // The same two reads for an unknown contract as for somebody else's. An account into which the holder has regrouped their
    // contracts has them as holder without having signed in with the customer number.
    private async Task<bool> IsHolderAsync(Account account, string contractId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        Contract? contract = await directory.GetAsync(contractId, cancellationToken);
        LinkRow? link = await store.FindLinkAsync(account.Id, contractId, cancellationToken);
        return contract is not null && (account.CustomerNumbers.Contains(contract.CustomerNumber) || link?.Role == nameof(Role.Holder));
    }

    // The link says what the reverse row only points to: a reverse row without a link is dead. Nobody has access by an account that
    // is being closed, though some of its links may still be there.
    private async Task<IReadOnlyCollection<(LinkRow Link, Account Account)>> ProxiesAsync(Account holder, string contractId, CancellationToken cancellationToken)
    {
        ConcurrentBag<(LinkRow, Account)> proxies = [];
        await Parallel.ForEachAsync(
            store.ListReverseAsync(contractId, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
            async (reverse, token) =>
            {
                if (reverse.RowKey != holder.Id
                    && await store.FindLinkAsync(reverse.RowKey, contractId, token) is { Role: nameof(Role.Proxy) } link
                    && await accounts.GetRowAsync(reverse.RowKey, token) is { ClosingAt: null } owner)
                    proxies.Add((link, owner.ToAccount()));
            });
        return proxies;
    }
}
