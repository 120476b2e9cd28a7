using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Due;

/// <summary>What the clean-up will look at: written before what it is about, removed after it.</summary>
public sealed class DueItems(Tables tables)
{
    private readonly TableClient _table = tables.Due;

    /// <summary>Notes an item; the same one again changes nothing.</summary>
    public Task AddAsync(DueItem item, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(DueRow.Of(item), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Forgets an item; one that is gone already is fine.</summary>
    public Task RemoveAsync(DueItem item, CancellationToken cancellationToken)
    {
        DueRow row = DueRow.Of(item);
        return _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>
    /// What is due at an instant, page by page: hour after hour, and in order of time within each of an hour's 16 shards.
    /// Items may be removed while they are read.
    /// </summary>
    /// <param name="until">The instant; what is due then is among it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<DueItem> ReadAsync(DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (DueRow row in _table.QueryAsync<DueRow>(By(until), cancellationToken: cancellationToken))
            yield return row.ToItem();
    }

    /// <summary>
    /// What is noted of one kind about a contract, due at an instant or before. It reads past all that is due until then, so it is
    /// for what is rare.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="contractId">The contract.</param>
    /// <param name="until">The instant, to the hour.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<DueItem> ReadAboutAsync(
        string kind, string contractId, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string partitions = DueRow.Hour(until) + "-g";
        string about = TableClient.CreateQueryFilter($"PartitionKey lt {partitions} and Kind eq {kind} and ContractId eq {contractId}");
        await foreach (DueRow row in _table.QueryAsync<DueRow>(about, cancellationToken: cancellationToken))
            yield return row.ToItem();
    }

    /// <summary>How much is due at an instant.</summary>
    /// <param name="until">The instant; what is due then is among it.</param>
    /// <param name="most">Where the counting stops.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public async Task<int> CountAsync(DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (Page<TableEntity> page in _table.QueryAsync<TableEntity>(By(until), select: ["RowKey"], cancellationToken: cancellationToken).AsPages())
        {
            count += page.Values.Count;
            if (count >= most)
                return most;
        }

        return count;
    }

    // Both keys are bound from above, so that what is due later is not read.
    private static string By(DateTimeOffset until) =>
        TableClient.CreateQueryFilter($"PartitionKey lt {DueRow.Hour(until) + "-g"} and RowKey lt {DueRow.Ticks(until.AddTicks(1))}");
}
