using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Benchmarks.Floor;

/// <summary>The limits' rows as the application keeps them, one a scope: each is read, and written where nobody else has since.</summary>
internal sealed class FloorCounters(Tables tables, TimeProvider time)
{
    private const string Key = "counter";
    private const string Entries = "Entries";

    private readonly TableClient _table = tables.Counters;

    /// <summary>Looks at a limit: one read.</summary>
    public async Task<TableEntity> LookAsync(string scope, CancellationToken cancellationToken) =>
        await _table.FindAsync<TableEntity>(scope, Key, cancellationToken) ?? new TableEntity(scope, Key) { [Entries] = "{}"u8.ToArray() };

    /// <summary>Counts under a limit: a read and a write.</summary>
    /// <returns>The row, to be given to <see cref="TakeAwayAsync"/>.</returns>
    public async Task<TableEntity> CountAsync(string scope, string limit, string key, CancellationToken cancellationToken)
    {
        TableEntity row = await LookAsync(scope, cancellationToken);
        await WriteAsync(row, ledger => (ledger.TryGetValue(limit, out var entries) ? entries : ledger[limit] = [])[key] = time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return row;
    }

    /// <summary>Takes away what was counted: one write, since the row is known.</summary>
    public Task TakeAwayAsync(TableEntity row, string limit, string key, CancellationToken cancellationToken) =>
        WriteAsync(row, ledger => ledger[limit].Remove(key), cancellationToken);

    private async Task WriteAsync(TableEntity row, Action<Dictionary<string, Dictionary<string, long>>> change, CancellationToken cancellationToken)
    {
        var ledger = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long>>>(row.GetBinary(Entries))!;
        change(ledger);
        row[Entries] = JsonSerializer.SerializeToUtf8Bytes(ledger);
        Response written = row.ETag == default
            ? await _table.AddEntityAsync(row, cancellationToken)
            : await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
        row.ETag = written.Headers.ETag!.Value;
    }
}
