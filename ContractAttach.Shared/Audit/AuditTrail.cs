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
}
