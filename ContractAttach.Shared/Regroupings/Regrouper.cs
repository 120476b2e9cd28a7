using System.Security.Cryptography;
using System.Text;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Storage;

namespace ContractAttach.Regroupings;

/// <summary>
/// Brings the contracts of a person's other account into this one, one by one: linked here first, then, where that is wanted,
/// ended there, so that a contract is at no moment in neither. Every step is safe to run again after any crash.
/// </summary>
public sealed class Regrouper(
    RegroupingStore regroupings,
    AttachmentStore store,
    AccountStore accounts,
    IContractDirectory directory,
    AttachableContracts attachable,
    Linker linker,
    LinkEnder ender,
    Counters.Counters counters,
    Limits limits,
    TimeProvider time)
{
    // It takes minutes; one that is older was lost, and nothing relies on it any more.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The contracts of the other account, in the order of their ids.</summary>
    /// <param name="accountId">The account that gets them.</param>
    /// <param name="regroupingId">The regrouping.</param>
    /// <param name="after">The last contract of the page before; null for the first page.</param>
    /// <param name="count">How many; fewer are the last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<AttachedContract>> ListAsync(string accountId, string regroupingId, string? after, int count, CancellationToken cancellationToken)
    {
        RegroupingRow regrouping = await FindAsync(accountId, regroupingId, cancellationToken);
        return await store.ListLinksAfterAsync(regrouping.OtherAccountId, after, cancellationToken)
            .Take(count)
            .Select(link => new AttachedContract(link.ContractId, link.AttachmentId))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Brings one contract.</summary>
    /// <param name="accountId">The account that gets it.</param>
    /// <param name="regroupingId">The regrouping.</param>
    /// <param name="wanted">The contract, as it was listed.</param>
    /// <param name="cancellationToken">Ends the attempts; the same call again goes on from there.</param>
    /// <exception cref="RegroupingBusyException">Another regrouping relies on the contract's staying where it is.</exception>
    public async Task<RegroupResult> RegroupAsync(string accountId, string regroupingId, AttachedContract wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        RegroupingRow regrouping = await FindAsync(accountId, regroupingId, cancellationToken);
        if (await accounts.GetRowAsync(accountId, cancellationToken) is not { } row)
            return RegroupResult.Failed;
        Account account = row.ToAccount();
        (RegroupResult result, bool isNew) = await BringAsync(regrouping, account, wanted, cancellationToken);
        if (result is not (RegroupResult.Attached or RegroupResult.AlreadyAttached))
            return result;

        Taken taken = regrouping.RemoveFromOther ? await TakeAwayAsync(regrouping, account, wanted, cancellationToken)
            : await IsThereAsync(regrouping, wanted, cancellationToken) ? Taken.Stays
            : Taken.Gone;
        if (taken == Taken.Kept)
            return RegroupResult.Failed;

        // The holder, the owner or the operator has ended it there while it was linked here: that is meant for this link too. A
        // later try finds it gone because it was taken away, and cannot tell.
        if (taken != Taken.Gone || !isNew)
            return result;
        await ender.EndAsync(account, wanted.ContractId, LinkEndReason.Owner, AttachmentId(regrouping, wanted.ContractId), cancellationToken);
        return RegroupResult.Excluded;
    }

    private async Task<RegroupingRow> FindAsync(string accountId, string regroupingId, CancellationToken cancellationToken) =>
        await regroupings.FindAsync(accountId, regroupingId, cancellationToken)
        ?? throw new InvalidOperationException("The regrouping is gone: it was purged while it was running.");

    // Whichever attachment it is by, the link here says that this regrouping relies on it, before anything is ended there: two
    // regroupings in opposite directions would else each rely on the link that the other ends.
    private async Task<(RegroupResult Result, bool IsNew)> BringAsync(RegroupingRow regrouping, Account account, AttachedContract wanted, CancellationToken cancellationToken)
    {
        string attachmentId = AttachmentId(regrouping, wanted.ContractId);
        for (int attempt = 0; ; attempt++)
        {
            LinkRow? here = await store.FindLinkAsync(account.Id, wanted.ContractId, cancellationToken);
            if (here is null || here.AttachmentId == attachmentId)
            {
                if (await TryLinkAsync(regrouping, account, wanted, attachmentId, here, cancellationToken) is { } result)
                    return (result, here is null);
            }
            else
            {
                if (!regrouping.RemoveFromOther || here.RegroupingId == regrouping.Id)
                    return (RegroupResult.AlreadyAttached, false);
                if (await IsReliedOnAsync(here, regrouping, cancellationToken))
                    throw new RegroupingBusyException();
                here.RegroupingId = regrouping.Id;
                if (await store.TryReplaceLinkAsync(here, cancellationToken))
                    return (RegroupResult.AlreadyAttached, false);
            }

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    // Null where it was attached otherwise at the same moment.
    private async Task<RegroupResult?> TryLinkAsync(
        RegroupingRow regrouping, Account account, AttachedContract wanted, string attachmentId, LinkRow? here, CancellationToken cancellationToken)
    {
        Contract? contract = await directory.GetAsync(wanted.ContractId, cancellationToken);
        LinkRow? link = here ?? await CopyAsync(regrouping, account, contract, wanted, attachmentId, cancellationToken);
        if (contract is null || link is null)
            return RegroupResult.Excluded;

        string scope = Limits.Attachment(account.Id, wanted.ContractId);
        if (!(await counters.ReserveAsync(scope, [(limits.Attaches, attachmentId)], cancellationToken)).Granted)
            return RegroupResult.Failed;
        if (await linker.LinkAsync(account, contract, link, cancellationToken))
            return RegroupResult.Attached;
        await counters.ReleaseAsync(scope, [(limits.Attaches.Name, attachmentId)], cancellationToken);
        return null;
    }

    // The link for this account; null where the contract is not to be had, or no longer there. The role carries over: whose
    // contract it is has been shown by the other account.
    private async Task<LinkRow?> CopyAsync(
        RegroupingRow regrouping, Account account, Contract? contract, AttachedContract wanted, string attachmentId, CancellationToken cancellationToken)
    {
        LinkRow? there = await store.FindLinkAsync(regrouping.OtherAccountId, wanted.ContractId, cancellationToken);
        if (there?.AttachmentId != wanted.AttachmentId || contract is null
            || !attachable.IsAttachable(contract) || contract.Lines.All(line => line.Number != there.Line))
            return null;
        return new LinkRow
        {
            PartitionKey = account.Id,
            RowKey = there.RowKey,
            AttachmentId = attachmentId,
            RegroupingId = regrouping.Id,
            Role = account.CustomerNumbers.Contains(contract.CustomerNumber) ? nameof(Role.Holder) : there.Role,
            ContractKind = contract.Kind.ToString(),
            Segment = contract.Segment.ToString(),
            Offer = contract.Offer,
            Line = there.Line,
            LineUser = there.LineUser,
            AttachedAt = time.GetUtcNow(),
        };
    }

    private async Task<Taken> TakeAwayAsync(RegroupingRow regrouping, Account account, AttachedContract wanted, CancellationToken cancellationToken)
    {
        for (int attempt = 0; await store.FindLinkAsync(regrouping.OtherAccountId, wanted.ContractId, cancellationToken) is { } there && there.AttachmentId == wanted.AttachmentId; attempt++)
        {
            if (await IsReliedOnAsync(there, regrouping, cancellationToken))
                throw new RegroupingBusyException();
            if (await store.FindLinkAsync(regrouping.PartitionKey, wanted.ContractId, cancellationToken) is null
                || await accounts.GetRowAsync(regrouping.OtherAccountId, cancellationToken) is not { } other)
                return Taken.Kept;
            if (await ender.TryEndRegroupedAsync(other, there, regrouping.Id, account, cancellationToken))
                return Taken.Away;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }

        return Taken.Gone;
    }

    private async Task<bool> IsThereAsync(RegroupingRow regrouping, AttachedContract wanted, CancellationToken cancellationToken) =>
        (await store.FindLinkAsync(regrouping.OtherAccountId, wanted.ContractId, cancellationToken))?.AttachmentId == wanted.AttachmentId;

    private async Task<bool> IsReliedOnAsync(LinkRow link, RegroupingRow regrouping, CancellationToken cancellationToken) =>
        link.RegroupingId is { } other
        && other != regrouping.Id
        && await regroupings.FindAsync(link.PartitionKey, other, cancellationToken) is { EndStatus: null } running
        && running.CreatedAt > time.GetUtcNow() - Longest;

    // The same for every try, and of the form that requests give.
    private static string AttachmentId(RegroupingRow regrouping, string contractId) =>
        Ulid.NewUlid(regrouping.CreatedAt, SHA256.HashData(Encoding.ASCII.GetBytes($"{regrouping.Id}|{contractId}")).AsSpan(0, 10)).ToString();

    /// <summary>What has become of the link in the other account.</summary>
    private enum Taken
    {
        /// <summary>It is to stay.</summary>
        Stays,

        /// <summary>This call has ended it.</summary>
        Away,

        /// <summary>It had ended before.</summary>
        Gone,

        /// <summary>It was to go and could not: the link here has gone meanwhile, or the other account is being closed.</summary>
        Kept,
    }
}
