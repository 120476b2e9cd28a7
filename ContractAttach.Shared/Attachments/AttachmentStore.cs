using Azure;
using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Notifications;
using ContractAttach.Storage;
using ContractAttach.Telemetry;

namespace ContractAttach.Attachments;

/// <summary>
/// The rows of requests and links. Each change of what a person sees is one transaction in the account's partition,
/// conditional on the request not having ended: the first end wins, on the row.
/// </summary>
public sealed class AttachmentStore(Tables tables, RequestMetrics metrics, TimeProvider time)
{
    private readonly TableClient _accounts = tables.Accounts;

    /// <summary>A request of the account, or null.</summary>
    public Task<RequestRow?> FindRequestAsync(string accountId, string requestId, CancellationToken cancellationToken) =>
        _accounts.FindAsync<RequestRow>(accountId, RequestRow.KeyOf(requestId), cancellationToken);

    /// <summary>All requests of the account, page by page.</summary>
    public IAsyncEnumerable<RequestRow> ReadRequestsAsync(string accountId, CancellationToken cancellationToken) =>
        _accounts.RangeAsync<RequestRow>(accountId, RequestRow.Prefix, cancellationToken);

    /// <summary>The account's latest requests, newest first: one page of its rows, however many there are.</summary>
    public async Task<IReadOnlyList<RequestRow>> ListRequestsAsync(string accountId, int count, CancellationToken cancellationToken) =>
        await _accounts.RangeAsync<RequestRow>(accountId, RequestRow.Prefix, cancellationToken, pageSize: count).Take(count).ToListAsync(cancellationToken);

    /// <summary>The request that is open for a line or contract, or null.</summary>
    public async Task<RequestRow?> FindOpenAsync(string accountId, string openRowKey, CancellationToken cancellationToken) =>
        await _accounts.FindAsync<OpenRow>(accountId, openRowKey, cancellationToken) is { } open
        && await FindRequestAsync(accountId, open.RequestId, cancellationToken) is { End: null } request
            ? request
            : null;

    /// <summary>Writes a new request with its open row and its idempotency key. False where one of them is there already.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The key, with the ETag of the one that it replaces; null where there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> TryBeginAsync(RequestRow request, IdempotencyRow? key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var open = new OpenRow { PartitionKey = request.PartitionKey, RowKey = request.OpenRowKey, RequestId = request.Id };
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, request), new(TableTransactionActionType.Add, open)];
        if (key is not null)
            actions.Add(key.ETag == default ? new(TableTransactionActionType.Add, key) : Replace(key));
        return await TryCommitAsync(actions, cancellationToken);
    }

    /// <summary>Takes back what <see cref="TryBeginAsync"/> has just written. False where the request has changed meanwhile.</summary>
    public Task<bool> TryWithdrawAsync(RequestRow request, IdempotencyRow? key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Delete, request, ETag.All), Close(request)];
        if (key is not null)
            actions.Add(new(TableTransactionActionType.Delete, key, ETag.All));
        return TryCommitAsync(actions, cancellationToken);
    }

    /// <summary>Writes the answers that are not null to the request, unless it has ended.</summary>
    /// <returns>The request as it stands, ended or not; null where there is none.</returns>
    public async Task<RequestRow?> GiveAnswersAsync(string accountId, string requestId, LineUser? lineUser, ContactDetails? contactDetails, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            RequestRow? request = await FindRequestAsync(accountId, requestId, cancellationToken);
            if (request is not { End: null })
                return request;
            request.LineUser = lineUser ?? request.LineUser;
            request.ContactDetails = contactDetails ?? request.ContactDetails;
            if (await TryCommitAsync([Replace(request)], cancellationToken))
                return request;

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Ends the request, and puts down at once what is to be told, unless it has ended already.</summary>
    /// <returns>The request with its end: the one that was there first. Null where there is no such request.</returns>
    public async Task<RequestRow?> EndAsync(
        string accountId, string requestId, RequestStatus status, RefusalReason? reason, IReadOnlyList<NoticeRow> notices, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            RequestRow? request = await FindRequestAsync(accountId, requestId, cancellationToken);
            if (request is not { End: null })
                return request;
            request.End = new RequestEnd(status, reason, time.GetUtcNow());
            if (await TryCommitAsync([Replace(request), Close(request), .. notices.Select(PutDown)], cancellationToken))
            {
                metrics.Ended(request);
                return request;
            }

            await Contention.BackOffAsync(attempt, cancellationToken);
        }
    }

    /// <summary>
    /// Links the contract, ends the request as attached, and puts its notices down, all at once. False where any of the rows
    /// has changed since it was read.
    /// </summary>
    /// <param name="request">The request as read, with its end set.</param>
    /// <param name="link">The link; null where the contract is attached already.</param>
    /// <param name="account">The account as read, with its new contact details; null where they stay.</param>
    /// <param name="notices">What is to be told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> TryAttachAsync(RequestRow request, LinkRow? link, AccountRow? account, IReadOnlyList<NoticeRow> notices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<TableTransactionAction> actions = [Replace(request), Close(request)];
        if (link is not null)
            actions.Add(new(TableTransactionActionType.Add, link));
        if (account is not null)
            actions.Add(Replace(account));
        actions.AddRange(notices.Select(PutDown));
        if (!await TryCommitAsync(actions, cancellationToken))
            return false;

        metrics.Ended(request);
        return true;
    }

    /// <summary>Forgets a request that has ended.</summary>
    public Task ForgetRequestAsync(string accountId, string requestId, CancellationToken cancellationToken) =>
        _accounts.DeleteEntityAsync(accountId, RequestRow.KeyOf(requestId), ETag.All, cancellationToken);

    /// <summary>The link of a contract to the account, or null.</summary>
    public Task<LinkRow?> FindLinkAsync(string accountId, string contractId, CancellationToken cancellationToken) =>
        _accounts.FindAsync<LinkRow>(accountId, LinkRow.Prefix + contractId, cancellationToken);

    /// <summary>The account's links.</summary>
    public IAsyncEnumerable<LinkRow> ListLinksAsync(string accountId, CancellationToken cancellationToken) =>
        _accounts.RangeAsync<LinkRow>(accountId, LinkRow.Prefix, cancellationToken);

    /// <summary>The account's links in the order of their contracts' ids, from the one after a contract; all where that is null.</summary>
    public IAsyncEnumerable<LinkRow> ListLinksAfterAsync(string accountId, string? contractId, CancellationToken cancellationToken)
    {
        // A semicolon follows the colon that ends the prefix.
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {accountId} and RowKey gt {LinkRow.Prefix + contractId} and RowKey lt {"link;"}");
        return _accounts.QueryAsync<LinkRow>(filter, cancellationToken: cancellationToken);
    }

    /// <summary>Writes a link that has changed. False where it has changed otherwise, or gone, since it was read.</summary>
    public Task<bool> TryReplaceLinkAsync(LinkRow link, CancellationToken cancellationToken) => _accounts.TryWriteAsync(link, cancellationToken);

    /// <summary>
    /// Writes a link without a request, and puts its notices down, at once. False where the contract is attached already, where
    /// the account is gone, or where its row has changed since it was read.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="account">The account as read, with what is to be kept of the step; null where nothing is.</param>
    /// <param name="notices">What is to be told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> TryLinkAsync(LinkRow link, AccountRow? account, IReadOnlyList<NoticeRow> notices, CancellationToken cancellationToken) =>
        TryCommitAsync(
            [
                new(TableTransactionActionType.Add, link),
                account is null ? Touch(link.PartitionKey) : Replace(account),
                .. notices.Select(PutDown),
            ],
            cancellationToken);

    /// <summary>
    /// Ends the link and puts down at once what is to be told and to be done. False where the link, or the account's row, has
    /// changed or gone since it was read.
    /// </summary>
    /// <param name="link">The link as read.</param>
    /// <param name="ended">What is to be done.</param>
    /// <param name="account">The account as read, with what is to be kept of the step; null where nothing is.</param>
    /// <param name="notices">What is to be told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> TryUnlinkAsync(
        LinkRow link, EndedLinkRow ended, AccountRow? account, IReadOnlyList<NoticeRow> notices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(ended);
        if (await TryCommitAsync(
            [
                new(TableTransactionActionType.Delete, link, link.ETag),
                new(TableTransactionActionType.UpsertReplace, ended),
                .. account is null ? (TableTransactionAction[])[] : [Replace(account)],
                .. notices.Select(PutDown),
            ],
            cancellationToken))
            return true;

        // Where the first answer was lost, the storage client's next try finds the link gone: by this very end.
        EndedLinkRow? there = await FindEndedAsync(ended.PartitionKey, ended.RowKey[EndedLinkRow.Prefix.Length..], cancellationToken);
        return there?.EndedAt == ended.EndedAt && there.Reason == ended.Reason;
    }

    /// <summary>What is still to be done about a link that has ended; null where nothing is.</summary>
    public Task<EndedLinkRow?> FindEndedAsync(string accountId, string attachmentId, CancellationToken cancellationToken) =>
        _accounts.FindAsync<EndedLinkRow>(accountId, EndedLinkRow.Prefix + attachmentId, cancellationToken);

    /// <summary>All is done about a link that has ended.</summary>
    public Task ForgetEndedAsync(EndedLinkRow ended, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return _accounts.DeleteEntityAsync(ended.PartitionKey, ended.RowKey, ETag.All, cancellationToken);
    }

    /// <summary>Writes the reverse row of a link: before the link.</summary>
    public Task AddReverseAsync(string contractId, string accountId, string attachmentId, CancellationToken cancellationToken)
    {
        var row = new ReverseLinkRow { PartitionKey = contractId, RowKey = accountId, AttachmentId = attachmentId };
        return tables.ContractLinks.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Where to look for the links of a contract: some of the rows may have none.</summary>
    public IAsyncEnumerable<ReverseLinkRow> ListReverseAsync(string contractId, CancellationToken cancellationToken) =>
        tables.ContractLinks.QueryAsync<ReverseLinkRow>(row => row.PartitionKey == contractId, cancellationToken: cancellationToken);

    /// <summary>Deletes the reverse row of a link: after the link, and only that of this attachment.</summary>
    public async Task RemoveReverseAsync(string contractId, string accountId, string attachmentId, CancellationToken cancellationToken)
    {
        ReverseLinkRow? row = await tables.ContractLinks.FindAsync<ReverseLinkRow>(contractId, accountId, cancellationToken);
        if (row?.AttachmentId == attachmentId)
            await tables.ContractLinks.TryDeleteAsync(row, cancellationToken);
    }

    private static TableTransactionAction Replace(ITableEntity row) => new(TableTransactionActionType.UpdateReplace, row, row.ETag);

    private static TableTransactionAction PutDown(NoticeRow notice) => new(TableTransactionActionType.UpsertReplace, notice);

    // Changes nothing but that the row has been written: an account that is being closed goes only when nobody wrote to it
    // since its links were ended, and to one that is gone nothing is linked.
    private static TableTransactionAction Touch(string accountId) =>
        new(TableTransactionActionType.UpdateMerge, new TableEntity(accountId, AccountRow.Key), ETag.All);

    private static TableTransactionAction Close(RequestRow request) =>
        new(TableTransactionActionType.Delete, new OpenRow { PartitionKey = request.PartitionKey, RowKey = request.OpenRowKey }, ETag.All);

    private Task<bool> TryCommitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        _accounts.TryCommitAsync(actions, cancellationToken);
}
