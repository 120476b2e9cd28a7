using System.Text.Json;
using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Counters;
using ContractAttach.Due;
using ContractAttach.Revocations;
using ContractAttach.Storage;

namespace ContractAttach.Tests.Cleanup;

/// <summary>
/// Overdue and old things by the thousand, of five kinds and as many of each: requests whose orchestration is lost, requests to
/// be purged, counters, audit entries and idempotency keys; and accounts with nothing due beside them.
/// </summary>
internal sealed class OldThings(Tables tables, DateTimeOffset now)
{
    /// <summary>Of how many kinds they are.</summary>
    public const int Kinds = 5;

    private const int RequestsPerAccount = 10;
    private const int TransactionRows = 100;

    private readonly Dictionary<TableClient, List<ITableEntity>> _rows = [];

    /// <summary>Writes them.</summary>
    /// <param name="ofEach">How many of each kind.</param>
    /// <param name="idle">How many accounts with nothing due.</param>
    public async Task WriteAsync(int ofEach, int idle)
    {
        for (int i = 0; i < ofEach; i++)
        {
            string account = $"due-{i / RequestsPerAccount}";
            AddRequest(account, $"lost-{i}", $"C-{i}", end: null, at: now.AddMinutes(-90));
            Add(tables.Accounts, new OpenRow { PartitionKey = account, RowKey = OpenRow.Prefix + $"C-{i}", RequestId = $"lost-{i}" });
            AddDue(DueKinds.Request, account, $"lost-{i}", $"C-{i}", i);

            AddRequest(account, $"old-{i}", $"C-{i}", RequestStatus.Cancelled, at: now.AddDays(-31));
            AddDue(DueKinds.RequestPurge, account, $"old-{i}", $"C-{i}", i);

            string counted = JsonSerializer.Serialize(new Dictionary<string, object> { ["codes"] = new { a = now.AddHours(-25).ToUnixTimeMilliseconds() } });
            Add(tables.Counters, new CounterRow { PartitionKey = $"line:{i}", Entries = System.Text.Encoding.UTF8.GetBytes(counted) });
            AddDue(DueKinds.Counter, "", $"line:{i}", null, i);

            Add(tables.Audit, AuditRow.Of(new AuditEntry($"C-{i}", now.AddDays(-366), "event", AuditKind.Attached, account, null, Role.Proxy, null)));
            AddDue(DueKinds.Audit, "", $"C-{i}", null, i);

            Add(tables.Accounts, new TableEntity(account, $"idempotency:{i}") { ["ForgottenAt"] = now.AddHours(-1) });
            AddDue(DueKinds.Idempotency, account, $"{i}", null, i);
        }

        for (int i = 0; i < idle; i++)
        {
            AddRequest($"idle-{i}", $"done-{i}", $"C-{i}", RequestStatus.Attached, at: now.AddDays(-2));
            Add(tables.Accounts, new LinkRow { PartitionKey = $"idle-{i}", RowKey = LinkRow.Prefix + $"C-{i}", AttachmentId = $"done-{i}", AttachedAt = now.AddDays(-2) });
            Add(tables.Due, DueRow.Of(new DueItem(now.AddDays(28).AddSeconds(i), DueKinds.RequestPurge, $"idle-{i}", $"done-{i}", $"C-{i}")));
        }

        foreach ((TableClient table, List<ITableEntity> rows) in _rows)
        {
            await Parallel.ForEachAsync(
                rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(TransactionRows)),
                new ParallelOptions { MaxDegreeOfParallelism = 16 },
                async (chunk, cancellation) => await table.SubmitTransactionAsync(
                    chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancellation));
        }

        _rows.Clear();
    }

    /// <summary>What is left of the rows that were old, and of what is noted to be done by now.</summary>
    public async Task<int> LeftAsync()
    {
        int left = await new DueItems(tables).CountAsync(now, int.MaxValue, CancellationToken.None);
        foreach ((TableClient table, string old) in (ValueTuple<TableClient, string>[])
            [
                (tables.Accounts, "RowKey ge 'idempotency:' and RowKey lt 'idempotency;'"), (tables.Accounts, "RowKey ge 'open:' and RowKey lt 'open;'"),
                (tables.Accounts, "RowKey ge 'request:old-' and RowKey lt 'request:old.'"), (tables.Counters, ""), (tables.Audit, "EventId eq 'event'"),
            ])
        {
            await foreach (TableEntity _ in table.QueryAsync<TableEntity>(old, select: ["RowKey"]))
                left++;
        }

        return left;
    }

    private void AddRequest(string account, string id, string contract, RequestStatus? end, DateTimeOffset at)
    {
        var request = new RequestRow
        {
            PartitionKey = account,
            RowKey = RequestRow.KeyOf(id),
            ContractId = contract,
            ContractKind = nameof(ContractKind.Internet),
            CustomerNumber = "0123456789",
            Line = "FTTH" + id,
            OpenRowKey = OpenRow.Prefix + contract,
            CreatedAt = at,
            ExpiresAt = at.AddHours(1),
            End = end is { } status ? new RequestEnd(status, null, at) : null,
        };
        Add(tables.Accounts, request);
        if (end is RequestStatus.Cancelled)
            Add(tables.Revocations, new RevocationRow { PartitionKey = "token-of-" + id, AccountId = account });
    }

    // All within the hours before: some hours have much, as after a failure.
    private void AddDue(string kind, string account, string id, string? contract, int i) =>
        Add(tables.Due, DueRow.Of(new DueItem(now.AddMinutes(-1 - (i % 300)), kind, account, id, contract)));

    private void Add(TableClient table, ITableEntity row)
    {
        if (!_rows.TryGetValue(table, out List<ITableEntity>? rows))
            _rows[table] = rows = [];
        rows.Add(row);
    }
}
