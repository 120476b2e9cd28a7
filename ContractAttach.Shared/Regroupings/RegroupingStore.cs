using Azure;
using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Storage;

namespace ContractAttach.Regroupings;

/// <summary>The rows of regroupings.</summary>
public sealed class RegroupingStore(Tables tables, DueItems due, TimeProvider time)
{
    /// <summary>Contracts noted in one transaction: it takes 100 rows, and the regrouping's own is one of them.</summary>
    public const int Batch = 99;

    // RULES: finished requests and their histories are purged after 30 days; so are regroupings.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly TableClient _accounts = tables.Accounts;

    /// <summary>Writes a new regrouping, unless it is there.</summary>
    /// <returns>The regrouping as it stands.</returns>
    public async Task<RegroupingRow> BeginAsync(string accountId, string regroupingId, string otherAccountId, bool removeFromOther, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var row = new RegroupingRow
        {
            PartitionKey = accountId,
            RowKey = RegroupingRow.Prefix + regroupingId,
            OtherAccountId = otherAccountId,
            RemoveFromOther = removeFromOther,
            CreatedAt = now,
        };
        if (await FindAsync(accountId, regroupingId, cancellationToken) is { } known)
            return known;
        await due.AddAsync(new DueItem(now + Kept, DueKinds.Regrouping, accountId, regroupingId), cancellationToken);
        return await _accounts.TryWriteAsync(row, cancellationToken)
            ? row
            : await FindAsync(accountId, regroupingId, cancellationToken) ?? throw new InvalidOperationException("The regrouping is gone: it was purged as it began.");
    }

    /// <summary>A regrouping into the account, or null.</summary>
    public Task<RegroupingRow?> FindAsync(string accountId, string regroupingId, CancellationToken cancellationToken) =>
        _accounts.FindAsync<RegroupingRow>(accountId, RegroupingRow.Prefix + regroupingId, cancellationToken);

    /// <summary>The results noted so far, by contract.</summary>
    public async Task<IReadOnlyList<RegroupedContract>> ListAsync(string accountId, string regroupingId, CancellationToken cancellationToken)
    {
        string prefix = RegroupedRow.Prefix(regroupingId);
        var contracts = new List<RegroupedContract>();
        await foreach (RegroupedRow row in _accounts.RangeAsync<RegroupedRow>(accountId, prefix, cancellationToken))
            contracts.Add(new RegroupedContract(row.RowKey[prefix.Length..], Enum.Parse<RegroupResult>(row.Result)));
        return contracts;
    }

    /// <summary>Notes results and, where it is over, the end, at once. The first end that is written stays; noting again changes nothing.</summary>
    /// <param name="accountId">The account that gets the contracts.</param>
    /// <param name="regroupingId">The regrouping.</param>
    /// <param name="contracts">Results: at most <see cref="Batch"/>.</param>
    /// <param name="end">How it ended; null while it runs.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The regrouping as it stands; null where it is gone.</returns>
    public async Task<RegroupingRow?> NoteAsync(
        string accountId, string regroupingId, IReadOnlyList<RegroupedContract> contracts, RegroupingStatus? end, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            RegroupingRow? row = await FindAsync(accountId, regroupingId, cancellationToken);
            if (row is not { EndStatus: null })
                return row;
            row.EndStatus = end?.ToString();
            try
            {
                await _accounts.SubmitTransactionAsync(
                    [.. contracts.Select(contract => Note(row, contract)), new(TableTransactionActionType.UpdateReplace, row, row.ETag)], cancellationToken);
                return row;
            }
            catch (RequestFailedException exception) when (Contention.IsLost(exception))
            {
                await Contention.BackOffAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>Deletes the regrouping with its results: batch by batch, its own row last, so that what dies in between is found again.</summary>
    public async Task PurgeAsync(string accountId, string regroupingId, CancellationToken cancellationToken)
    {
        await foreach (Page<RegroupedRow> rows in _accounts
            .RangeAsync<RegroupedRow>(accountId, RegroupedRow.Prefix(regroupingId), cancellationToken).AsPages(pageSizeHint: TableClientExtensions.TransactionRows))
            await _accounts.DeleteAllAsync(rows.Values, cancellationToken);

        await _accounts.DeleteEntityAsync(accountId, RegroupingRow.Prefix + regroupingId, ETag.All, cancellationToken);
    }

    private static TableTransactionAction Note(RegroupingRow regrouping, RegroupedContract contract) => new(
        TableTransactionActionType.UpsertReplace,
        new RegroupedRow
        {
            PartitionKey = regrouping.PartitionKey,
            RowKey = RegroupedRow.Prefix(regrouping.Id) + contract.ContractId,
            Result = contract.Result.ToString(),
        });
}
