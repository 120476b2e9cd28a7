using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Storage;

/// <summary>Reads ranges of a partition.</summary>
public static class TableRanges
{
    /// <summary>The rows of a partition whose keys begin with the prefix, in the order of their keys.</summary>
    public static AsyncPageable<T> RangeAsync<T>(
        this TableClient table, string partitionKey, string prefix, CancellationToken cancellationToken, int? pageSize = null)
        where T : class, ITableEntity
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        string end = prefix[..^1] + (char)(prefix[^1] + 1);
        return table.QueryAsync<T>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey ge {prefix} and RowKey lt {end}"),
            maxPerPage: pageSize,
            cancellationToken: cancellationToken);
    }
}
