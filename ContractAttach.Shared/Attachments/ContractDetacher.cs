using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Due;
using Microsoft.Extensions.Options;

namespace ContractAttach.Attachments;

/// <summary>
/// Detaches a contract from every account: ends its open requests, then its links. In this order nothing slips through: a request
/// that is linking at the moment either finds itself ended, since its link and its end are one transaction, or has its link
/// written, which is then found.
/// </summary>
public sealed class ContractDetacher(
    AttachmentStore store,
    AccountStore accounts,
    IContractDirectory directory,
    Attacher attacher,
    LinkEnder ender,
    DueItems due,
    IOptions<AttachmentOptions> options,
    TimeProvider time)
{
    /// <summary>Ends all open requests and links of a contract. Again changes nothing, but does what an earlier try left undone.</summary>
    /// <param name="contract">The contract, as it was while they were made.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The requests that have ended for this reason, now or before: their orchestrations may not know it yet.</returns>
    public Task<IReadOnlyList<RequestRow>> DetachAsync(Contract contract, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return DetachAsync(contract.Id, contract, (_, _) => false, cancellationToken);
    }

    /// <summary>Ends all open requests and links of a contract that has changed already: who held it before is not known, and not told.</summary>
    /// <returns>As <see cref="DetachAsync(Contract, CancellationToken)"/>.</returns>
    public Task<IReadOnlyList<RequestRow>> DetachAsync(string contractId, CancellationToken cancellationToken) =>
        DetachAsync(contractId, null, (_, _) => false, cancellationToken);

    /// <summary>
    /// Ends the open requests and links that do not fit the contract as the directory has it now: those that came between the two
    /// steps of a change which then died.
    /// </summary>
    /// <returns>As <see cref="DetachAsync(Contract, CancellationToken)"/>.</returns>
    public async Task<IReadOnlyList<RequestRow>> DetachMisfitsAsync(string contractId, CancellationToken cancellationToken)
    {
        Contract? contract = await directory.GetAsync(contractId, cancellationToken);
        bool Fits(string line, RequestRow? request) =>
            contract is not null
            && contract.Lines.Any(known => known.Number == line)
            && (request is null || request.CustomerNumber == contract.CustomerNumber);
        return await DetachAsync(contractId, null, Fits, cancellationToken);
    }

    private async Task<IReadOnlyList<RequestRow>> DetachAsync(
        string contractId, Contract? before, Func<string, RequestRow?, bool> fits, CancellationToken cancellationToken)
    {
        List<RequestRow> ended = [];
        await foreach (DueItem item in due.ReadAboutAsync(DueKinds.Request, contractId, LastDue(), cancellationToken))
        {
            RequestRow? request = await store.FindRequestAsync(item.AccountId, item.Id, cancellationToken);
            bool open = request is { End: null } && !fits(request.Line, request);
            if (request is null || !(open || request.End?.Reason == RefusalReason.ContractUnavailable))
                continue;
            RequestEnd end = await attacher.EndAsync(item.AccountId, item.Id, RequestStatus.Refused, RefusalReason.ContractUnavailable, cancellationToken);
            if (end.Reason == RefusalReason.ContractUnavailable)
                ended.Add(request);
        }

        await foreach (ReverseLinkRow reverse in store.ListReverseAsync(contractId, cancellationToken))
        {
            if (await store.FindLinkAsync(reverse.RowKey, contractId, cancellationToken) is not { } link
                || fits(link.Line, await store.FindRequestAsync(reverse.RowKey, link.AttachmentId, cancellationToken))
                || await accounts.GetRowAsync(reverse.RowKey, cancellationToken) is not { } account)
                continue;
            await ender.EndChangedAsync(account.ToAccount(), contractId, before, link.AttachmentId, cancellationToken);
        }

        return ended;
    }

    // An open request is due when it is overdue, or again a little later while it attaches; another machine's clock may be ahead.
    private DateTimeOffset LastDue() => time.GetUtcNow() + options.Value.RequestLifetime + options.Value.OverdueAfter + 2 * NoticeDispatch.Again;
}
