using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Audit;

/// <summary>What happened to each contract.</summary>
public sealed class AuditTrail(Tables tables)
{
    private readonly TableClient _table = tables.Audit;

    /// <summary>Notes an entry; a repeat of the same event overwrites it.</summary>
    public Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(AuditRow.Of(entry), TableUpdateMode.Replace, cancellationToken);

    /// <summary>A contract's entries, newest first, page by page.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(string contractId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AuditRow row in _table.QueryAsync<AuditRow>(row => row.PartitionKey == contractId, cancellationToken: cancellationToken))
            yield return row.ToEntry();
    }

    /// <summary>Forgets a contract's entries up to an instant.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetAsync(string contractId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        int forgotten = 0;
        string old = AuditRow.Time(until);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {contractId} and RowKey gt {old}");
        await foreach (TableEntity row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            forgotten++;
        }

        return forgotten;
    }
}
