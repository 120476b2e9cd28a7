using System.Security.Cryptography;
using System.Text;
using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Storage;

namespace ContractAttach.Attachments;

/// <summary>
/// Attaches the owner's own contracts once the account is created: those under the customer number that it was created with,
/// but for those that no request could attach. How far it has come stands on the account's row and is written with each link, so
/// that whoever goes on after a crash attaches nothing again that the owner has removed meanwhile.
/// </summary>
public sealed class OwnContracts(Tables tables, AccountStore accounts, AttachmentStore store, IContractDirectory directory, AttachableContracts attachable, Linker linker)
{
    /// <summary>Holders told at once, so that one slow answer does not hold up the others.</summary>
    private const int SideBySide = 4;

    /// <summary>Attaches what is still to be attached; nothing where all is, or the account is gone. Safe to run twice at once.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="most">How many at most, counted from the first; what is beyond is due for the clean-up.</param>
    /// <param name="cancellationToken">Ends the attempts; the same call again goes on from there.</param>
    public async Task AttachAsync(string accountId, int most, CancellationToken cancellationToken)
    {
        if (await PendingAsync(accountId, cancellationToken) is not { } begun)
            return;

        Account account = begun.ToAccount();
        IReadOnlyList<Contract> contracts = await directory.FindByCustomerAsync(account.CustomerNumbers[0], cancellationToken);
        LinkRow[] all = [.. contracts.Where(contract => attachable.IsAttachable(contract) && LineOf(contract) is not null).Select(contract => Link(account, contract)).OrderBy(link => link.ContractId, StringComparer.Ordinal)];
        LinkRow[] links = all[..Math.Min(most, all.Length)];
        foreach (LinkRow link in links)
            await WriteAsync(account, contracts.First(contract => contract.Id == link.ContractId), link, cancellationToken);
        await Parallel.ForEachAsync(
            links,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
            async (link, token) => await FollowUpAsync(link, token));
        if (links.Length == all.Length)
            await FinishAsync(accountId, cancellationToken);
    }

    private async Task<AccountRow?> PendingAsync(string accountId, CancellationToken cancellationToken) =>
        await accounts.GetRowAsync(accountId, cancellationToken) is { ClosingAt: null, OwnContractsUpTo: not null } row ? row : null;

    private async Task WriteAsync(Account account, Contract contract, LinkRow link, CancellationToken cancellationToken)
    {
        for (int attempt = 0; await PendingAsync(account.Id, cancellationToken) is { } row; attempt++)
        {
            if (string.CompareOrdinal(contract.Id, row.OwnContractsUpTo) <= 0
                || await store.FindLinkAsync(account.Id, contract.Id, cancellationToken) is not null)
                return;

            row.OwnContractsUpTo = contract.Id;
            if (await linker.TryWriteAsync(account, contract, link, row, cancellationToken) is not null)
                return;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    // Of those that an earlier try wrote too: it may have died before it told of them.
    private async Task FollowUpAsync(LinkRow wanted, CancellationToken cancellationToken)
    {
        LinkRow? link = await store.FindLinkAsync(wanted.PartitionKey, wanted.ContractId, cancellationToken);
        if (link?.AttachmentId == wanted.AttachmentId)
            await linker.FollowUpAsync(link, null, cancellationToken);
    }

    private async Task FinishAsync(string accountId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; await PendingAsync(accountId, cancellationToken) is { } row; attempt++)
        {
            row.OwnContractsUpTo = null;
            if (await tables.Accounts.TryWriteAsync(row, cancellationToken))
                return;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    // The line by which a request would name the contract.
    private static ContractLine? LineOf(Contract contract)
    {
        LineKind kind = contract.Kind switch
        {
            ContractKind.Internet => LineKind.Internet,
            ContractKind.Fixed => LineKind.Fixed,
            _ => LineKind.Mobile,
        };
        return contract.Lines.FirstOrDefault(line => line.Kind == kind);
    }

    // Always the same for the same account and contract, its id too, which looks like that of a request.
    private static LinkRow Link(Account account, Contract contract) => new()
    {
        PartitionKey = account.Id,
        RowKey = LinkRow.Prefix + contract.Id,
        AttachmentId = Ulid.NewUlid(account.CreatedAt, SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id}|{contract.Id}")).AsSpan(0, 10)).ToString(),
        Role = nameof(Role.Holder),
        ContractKind = contract.Kind.ToString(),
        Segment = contract.Segment.ToString(),
        Offer = contract.Offer,
        Line = LineOf(contract)!.Number,
        AttachedAt = account.CreatedAt,
    };
}
