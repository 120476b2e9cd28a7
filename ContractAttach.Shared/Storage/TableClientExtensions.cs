using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Storage;

/// <summary>The reads and writes that every store does.</summary>
public static class TableClientExtensions
{
    /// <summary>Rows of a table transaction.</summary>
    public const int TransactionRows = 100;

    /// <summary>The row, or null.</summary>
    public static async Task<T?> FindAsync<T>(this TableClient table, string partitionKey, string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        NullableResponse<T> found = await table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>
    /// Writes the row if nobody wrote it since it was read: inserts where its <see cref="ITableEntity.ETag"/> is empty, else replaces.
    /// The row then has its new tag. False where somebody did.
    /// </summary>
    public static async Task<bool> TryWriteAsync<T>(this TableClient table, T row, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        try
        {
            using Response written = row.ETag == default
                ? await table.AddEntityAsync(row, cancellationToken)
                : await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            row.ETag = written.Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException e) when (Contention.IsLost(e))
        {
            return false;
        }
    }

    /// <summary>Does all of it at once, each where nobody wrote that row since it was read. False, and nothing is done, where somebody did.</summary>
    public static async Task<bool> TryCommitAsync(this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Deletes rows of one partition, whatever they have become; one that is gone is no error.</summary>
    public static async Task DeleteAllAsync(this TableClient table, IEnumerable<ITableEntity> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (ITableEntity[] batch in rows.Chunk(TransactionRows))
        {
            if (await table.TryCommitAsync([.. batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))], cancellationToken))
                continue;

            // Somebody else is at the same rows: each that is left is deleted by itself.
            foreach (ITableEntity row in batch)
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>Deletes the row if nobody wrote it since it was read. False where somebody did, or it is gone.</summary>
    public static async Task<bool> TryDeleteAsync(this TableClient table, ITableEntity row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            await table.DeleteEntityAsync(row, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (Contention.IsLost(e))
        {
            return false;
        }
    }
}
