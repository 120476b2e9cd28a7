using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Revocations;
using ContractAttach.Storage;

namespace ContractAttach.Attachments;

/// <summary>
/// The step that links a contract: safe to run again after any crash. The link, the request's end and the notices are one
/// transaction; whatever comes after it is done again until it is done.
/// </summary>
public sealed class Attacher(
    AttachmentStore store,
    AccountStore accounts,
    ContactDetailsChanges changes,
    IContractDirectory directory,
    AttachableContracts attachable,
    Counters.Counters counters,
    Limits limits,
    RevocationLinks revocations,
    AttachmentNotices notices,
    NoticeDispatch dispatch,
    AuditTrail audit,
    TimeProvider time)
{
    /// <summary>Attaches the contract of the request, unless the request has ended or the contract is no longer to be had.</summary>
    /// <returns>How the request ended.</returns>
    public async Task<RequestEnd> AttachAsync(string accountId, string requestId, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            // Erased with its account, which was closed.
            if (await store.FindRequestAsync(accountId, requestId, cancellationToken) is not { } request)
                return new RequestEnd(RequestStatus.Cancelled, null, time.GetUtcNow());
            if (request.End is not null)
            {
                await GiveBackUnlessMadeAsync(request, cancellationToken);
                await FollowUpAsync(request, null, cancellationToken);
                return request.End;
            }

            if (await AvailableAsync(request, cancellationToken) is not { } contract)
                return await EndAsync(accountId, requestId, RequestStatus.Refused, RefusalReason.ContractUnavailable, cancellationToken);

            // A closing account ends its requests after it is marked: one that is begun too late for that sees the mark here.
            if (await accounts.GetRowAsync(accountId, cancellationToken) is not { ClosingAt: null } account)
                return await EndAsync(accountId, requestId, RequestStatus.Cancelled, null, cancellationToken);

            // Counted before it is done, so that several requests at once do not attach it once more than is allowed.
            string scope = Limits.Attachment(accountId, request.ContractId);
            if (!(await counters.ReserveAsync(scope, [(limits.Attaches, request.Id)], cancellationToken)).Granted)
                return await EndAsync(accountId, requestId, RequestStatus.Refused, RefusalReason.ContractUnavailable, cancellationToken);
            if (await TryLinkAsync(request, contract, account, cancellationToken) is not { } told)
            {
                await Contention.BackOffAsync(attempt, cancellationToken);
                continue;
            }

            await GiveBackUnlessMadeAsync(request, cancellationToken);
            await FollowUpAsync(request, told, cancellationToken);
            return request.End!;
        }
    }

    /// <summary>Ends the request otherwise, unless it has ended.</summary>
    /// <returns>How it ended.</returns>
    public async Task<RequestEnd> EndAsync(string accountId, string requestId, RequestStatus status, RefusalReason? reason, CancellationToken cancellationToken)
    {
        IReadOnlyList<NoticeRow> told = reason == RefusalReason.ContractUnavailable ? await RefusalAsync(accountId, requestId, cancellationToken) : [];
        RequestRow? request = await store.EndAsync(accountId, requestId, status, reason, told, cancellationToken);
        if (request is null)
            return new RequestEnd(status, reason, time.GetUtcNow());
        await FollowUpAsync(request, null, cancellationToken);
        return request.End!;
    }

    /// <summary>Does what is left to be done about a request that has ended; harmless where all of it is done.</summary>
    /// <returns>The notices that it sent, and those that could not be sent.</returns>
    public Task<NoticeCount> FollowUpAsync(RequestRow request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return FollowUpAsync(request, null, cancellationToken);
    }

    // Whoever asked did nothing wrong and may be elsewhere by now: of the other ends the person knows, or hears at the next step.
    private async Task<IReadOnlyList<NoticeRow>> RefusalAsync(string accountId, string requestId, CancellationToken cancellationToken) =>
        await store.FindRequestAsync(accountId, requestId, cancellationToken) is { End: null } request
        && await accounts.GetRowAsync(accountId, cancellationToken) is { } row
            ? [notices.Refused(row.ToAccount(), request)]
            : [];

    // Read again right before it is linked: it may have gone, changed hands or been suspended since.
    private async Task<Contract?> AvailableAsync(RequestRow request, CancellationToken cancellationToken)
    {
        Contract? contract = await directory.GetAsync(request.ContractId, cancellationToken);
        return contract is not null
            && attachable.IsAttachable(contract)
            && contract.CustomerNumber == request.CustomerNumber
            && contract.Lines.Any(line => line.Number == request.Line)
                ? contract
                : null;
    }

    // The notices that were put down; null where a row has changed since it was read.
    private async Task<IReadOnlyList<NoticeRow>?> TryLinkAsync(RequestRow request, Contract contract, AccountRow row, CancellationToken cancellationToken)
    {
        Account account = row.ToAccount();
        Role role = account.CustomerNumbers.Contains(contract.CustomerNumber) ? Role.Holder : Role.Proxy;
        request.End = new RequestEnd(RequestStatus.Attached, null, time.GetUtcNow(), role);

        // An open contract has several mobile lines: another request may have attached it by now. Then there is nothing to tell.
        bool attached = await store.FindLinkAsync(account.Id, contract.Id, cancellationToken) is not null;
        LinkRow? link = attached ? null : Link(request, contract, role);
        request.MadeLink = link is not null;
        ContactDetails? replaced = request.ContactDetails is { } given && given != account.ContactDetails ? account.ContactDetails : null;
        if (replaced is not null && !await changes.TryReserveAsync(request, cancellationToken))
            replaced = null;
        if (replaced is not null)
            (row.ContactEmail, row.ContactMobile) = (request.ContactDetails!.Email, request.ContactDetails.Mobile);

        if (link is not null)
        {
            await revocations.AddAsync(link, cancellationToken);
            await store.AddReverseAsync(contract.Id, account.Id, request.Id, cancellationToken);
        }

        IReadOnlyList<NoticeRow> told = notices.Attached(account, contract, request, link, replaced);
        return await store.TryAttachAsync(request, link, replaced is null ? null : row, told, cancellationToken) ? told : null;
    }

    private static LinkRow Link(RequestRow request, Contract contract, Role role) => new()
    {
        PartitionKey = request.PartitionKey,
        RowKey = LinkRow.Prefix + contract.Id,
        AttachmentId = request.Id,
        Role = role.ToString(),
        ContractKind = contract.Kind.ToString(),
        Segment = contract.Segment.ToString(),
        Offer = contract.Offer,
        Line = request.Line,
        LineUser = request.LineUser,
        AttachedAt = request.EndedAt!.Value,
    };

    // A request that ended otherwise, or that found the contract attached by another one, has attached nothing.
    private async Task GiveBackUnlessMadeAsync(RequestRow request, CancellationToken cancellationToken)
    {
        if (!request.MadeLink)
            await counters.ReleaseAsync(Limits.Attachment(request.PartitionKey, request.ContractId), [(limits.Attaches.Name, request.Id)], cancellationToken);
    }

    // Each of these is harmless to repeat: the audit entry has the request's id for a key, a notice is deleted once it is sent. A request that found the contract attached by another one has attached nothing.
    private async Task<NoticeCount> FollowUpAsync(RequestRow request, IReadOnlyList<NoticeRow>? told, CancellationToken cancellationToken)
    {
        RequestEnd end = request.End!;
        if (end.Status != RequestStatus.Attached || request.MadeLink)
            await audit.WriteAsync(AuditEntries.Of(request, end), cancellationToken);
        return end.Status == RequestStatus.Attached || end.Reason == RefusalReason.ContractUnavailable
            ? await dispatch.SendAsync(request.PartitionKey, request.Id, told, cancellationToken)
            : default;
    }
}
