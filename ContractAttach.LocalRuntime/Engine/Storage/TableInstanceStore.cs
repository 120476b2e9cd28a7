using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// Keeps instances in two tables: <c>{hub}durableinstances</c>, an entity each, and <c>{hub}durablehistory</c>, the older
/// history of those whose entity would grow too large.
/// </summary>
internal sealed class TableInstanceStore(IOptions<EngineOptions> options) : IInstanceStore
{
    private const string InstanceRowKey = "instance";

    // A transaction takes 100 entities and 4 MiB; a full history entity is some 600 KB.
    private const int SpillBatch = 5;
    private const int DeleteBatch = 100;

    private const int MaxSpilledRow = 99_999_999;
    private const int MaxBinary = 64 * 1024;

    // The engine retries by itself, and forever: the client must not, and must give up soon enough to be asked again.
    private static readonly TimeSpan s_answerWithin = TimeSpan.FromSeconds(10);

    private TableClient? _instances;
    private TableClient? _history;

    /// <inheritdoc/>
    public string? Identity { get; private set; }

    private TableClient Instances => _instances ?? throw new InvalidOperationException("The store is not initialized.");

    private TableClient History => _history ?? throw new InvalidOperationException("The store is not initialized.");

    /// <inheritdoc/>
    public async Task InitializeAsync(CancellationToken cancellation)
    {
        TableServiceClient service = TableConnection.Open(options.Value, s_answerWithin);
        string hub = TableConnection.CheckHubName(options.Value.HubName);
        // This machine has several names.
        Identity = $"{service.Uri.Scheme}://{(service.Uri.IsLoopback ? "localhost" : service.Uri.Host)}:{service.Uri.Port}{service.Uri.AbsolutePath.TrimEnd('/')} {hub}";
        _instances = service.GetTableClient(hub + "durableinstances");
        _history = service.GetTableClient(hub + "durablehistory");
        await TableConnection.CreateAsync(service, [_instances, _history], cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<InstanceRow?> ReadAsync(string instanceId, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () =>
        {
            NullableResponse<TableEntity> entity = await Instances
                .GetEntityIfExistsAsync<TableEntity>(TableKeys.Escape(instanceId), InstanceRowKey, cancellationToken: cancellation)
                .ConfigureAwait(false);
            return entity.HasValue ? ToRow(entity.Value!) : null;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<string> InsertAsync(InstanceRow row, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () => ETagOf(await Instances.AddEntityAsync(ToEntity(row), cancellation).ConfigureAwait(false)), cancellation);

    /// <inheritdoc/>
    public Task<string> ReplaceAsync(InstanceRow row, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () => ETagOf(await Instances
            .UpdateEntityAsync(ToEntity(row), new ETag(row.ETag!), TableUpdateMode.Replace, cancellation)
            .ConfigureAwait(false)),
        cancellation);

    /// <inheritdoc/>
    public async Task<int> SpillAsync(string instanceId, string execution, int firstRow, string text, CancellationToken cancellation)
    {
        int next = firstRow;
        foreach (string[] batch in TableText.Split(text, TableText.MaxEntityLength).Chunk(SpillBatch))
        {
            List<TableTransactionAction> actions = [];
            foreach (string part in batch)
            {
                TableEntity entity = new(TableKeys.Escape(instanceId), HistoryRowKey(execution, next++));
                TableText.Write(entity, "Text", part);
                actions.Add(new(TableTransactionActionType.UpsertReplace, entity));
            }

            await TableFaults.TranslateAsync(() => History.SubmitTransactionAsync(actions, cancellation), cancellation).ConfigureAwait(false);
        }

        return next - firstRow;
    }

    /// <inheritdoc/>
    public Task<string> ReadSpilledAsync(string instanceId, string execution, int rows, CancellationToken cancellation) =>
        TableFaults.TranslateAsync(
            async () =>
            {
                List<string> parts = [];
                string filter = TableClient.CreateQueryFilter(
                    $"PartitionKey eq {TableKeys.Escape(instanceId)} and RowKey ge {HistoryRowKey(execution, 0)} and RowKey lt {HistoryRowKey(execution, rows)}");
                await foreach (TableEntity entity in History.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ConfigureAwait(false))
                {
                    if (TableText.Read(entity, "Text") is { } part)
                        parts.Add(part);
                }

                return parts.Count == rows
                    ? string.Concat(parts)
                    : throw new DamagedInstanceException($"{rows - parts.Count} of the {rows} rows of its older history are missing");
            },
            cancellation);

    /// <inheritdoc/>
    public Task DeleteSpilledAsync(string instanceId, string execution, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {TableKeys.Escape(instanceId)} and RowKey ge {HistoryRowKey(execution, 0)} and RowKey le {HistoryRowKey(execution, MaxSpilledRow)}");
        return TableFaults.TranslateAsync(() => DeleteHistoryAsync(filter, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string instanceId, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () =>
        {
            // History first: a delete that was cut short is found and done again by the row that is left.
            string key = TableKeys.Escape(instanceId);
            await DeleteHistoryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key}"), cancellation).ConfigureAwait(false);
            return await Instances.DeleteEntityAsync(key, InstanceRowKey, ETag.All, cancellation).ConfigureAwait(false);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<InstancePage> QueryAsync(InstanceQuery query, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () =>
        {
            await foreach (Page<TableEntity> page in Instances
                .QueryAsync<TableEntity>(Filter(query), query.PageSize, cancellationToken: cancellation)
                .AsPages(query.Continuation, query.PageSize)
                .ConfigureAwait(false))
            {
                return new InstancePage([.. page.Values.Select(ToRow)], page.ContinuationToken);
            }

            return new InstancePage([], null);
        },
        cancellation);

    private async Task<int> DeleteHistoryAsync(string filter, CancellationToken cancellation)
    {
        List<TableTransactionAction> actions = [];
        await foreach (TableEntity entity in History
            .QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation)
            .ConfigureAwait(false))
        {
            actions.Add(new(TableTransactionActionType.Delete, entity, ETag.All));
        }

        foreach (TableTransactionAction[] batch in actions.Chunk(DeleteBatch))
            await History.SubmitTransactionAsync(batch, cancellation).ConfigureAwait(false);
        return actions.Count;
    }

    private static string? Filter(InstanceQuery query)
    {
        List<string> terms = [];
        if (query.LiveOnly)
            terms.Add("Live eq true");
        if (query.CreatedFrom is { } from)
            terms.Add(TableClient.CreateQueryFilter($"CreatedAt ge {from}"));
        if (query.CreatedTo is { } to)
            terms.Add(TableClient.CreateQueryFilter($"CreatedAt le {to}"));
        if (query.Prefix is { Length: > 0 } prefix)
        {
            string key = TableKeys.Escape(prefix);
            terms.Add(TableClient.CreateQueryFilter($"PartitionKey ge {key} and PartitionKey lt {key + '\uffff'}"));
        }

        if (query.Statuses is { Count: > 0 } statuses)
            terms.Add($"({string.Join(" or ", statuses.Select(s => TableClient.CreateQueryFilter($"Status eq {s.ToString()}")))})");
        return terms.Count == 0 ? null : string.Join(" and ", terms);
    }

    private static string HistoryRowKey(string execution, int row) => string.Create(CultureInfo.InvariantCulture, $"{execution}:{row:D8}");

    private static string ETagOf(Response response) => response.Headers.ETag!.Value.ToString();

    private static TableEntity ToEntity(InstanceRow row)
    {
        TableEntity entity = new(TableKeys.Escape(row.InstanceId), InstanceRowKey)
        {
            ["InstanceId"] = row.InstanceId,
            ["Name"] = row.Name,
            ["Version"] = row.Version,
            ["Status"] = row.Status.ToString(),
            ["CreatedAt"] = row.CreatedAt,
            ["UpdatedAt"] = row.UpdatedAt,
            ["Live"] = row.Live,
            ["Execution"] = row.Execution,
            ["Commit"] = row.Commit,
            ["SpilledRows"] = row.SpilledRows,
        };
        if (row.CompletedAt is { } completedAt)
            entity["CompletedAt"] = completedAt;
        if (row.DueAt is { } dueAt)
            entity["DueAt"] = dueAt;
        TableText.Write(entity, "CustomStatus", row.CustomStatus);
        WriteHistory(entity, row.History);
        TableText.Write(entity, "Outbox", row.Outbox);
        return entity;
    }

    // One entity that cannot be read must not hide the others.
    private static InstanceRow ToRow(TableEntity entity)
    {
        try
        {
            return Read(entity);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            DateTimeOffset at = entity.Timestamp ?? DateTimeOffset.UnixEpoch;
            return new()
            {
                InstanceId = TableKeys.Unescape(entity.PartitionKey),
                Name = entity.TryGetValue("Name", out object? name) && name is string known ? known : string.Empty,
                Version = string.Empty,
                Status = OrchestrationRuntimeStatus.Failed,
                CreatedAt = at,
                UpdatedAt = at,
                Live = false,
                Execution = string.Empty,
                Commit = string.Empty,
                History = string.Empty,
                ETag = entity.ETag.ToString(),
                Damage = e.Message,
            };
        }
    }

    private static InstanceRow Read(TableEntity entity) => new()
    {
        InstanceId = TableKeys.Unescape(entity.PartitionKey),
        Name = RequiredText(entity, "Name"),
        Version = RequiredText(entity, "Version"),
        Status = Enum.Parse<OrchestrationRuntimeStatus>(RequiredText(entity, "Status")),
        CreatedAt = Required(entity.GetDateTimeOffset("CreatedAt"), "CreatedAt"),
        UpdatedAt = Required(entity.GetDateTimeOffset("UpdatedAt"), "UpdatedAt"),
        CompletedAt = entity.GetDateTimeOffset("CompletedAt"),
        Live = Required(entity.GetBoolean("Live"), "Live"),
        DueAt = entity.GetDateTimeOffset("DueAt"),
        CustomStatus = TableText.Read(entity, "CustomStatus"),
        Execution = RequiredText(entity, "Execution"),
        Commit = RequiredText(entity, "Commit"),
        SpilledRows = Required(entity.GetInt32("SpilledRows"), "SpilledRows"),
        History = ReadHistory(entity),
        Outbox = TableText.Read(entity, "Outbox"),
        ETag = entity.ETag.ToString(),
    };

    // Every episode sends it again: compressed, as far as that fits into a property, which takes 64 KiB.
    private static void WriteHistory(TableEntity entity, string history)
    {
        byte[] compressed = CompressedText.Write(history);
        if (compressed.Length <= MaxBinary)
            entity["History"] = compressed;
        else
            TableText.Write(entity, "History", history);
    }

    private static string ReadHistory(TableEntity entity) => entity.TryGetValue("History", out object? history) && history is byte[] compressed
        ? CompressedText.Read(compressed)
        : TableText.Read(entity, "History") ?? string.Empty;

    private static string RequiredText(TableEntity entity, string name) => entity.GetString(name) ?? throw Missing(name);

    private static T Required<T>(T? value, string name)
        where T : struct
        => value ?? throw Missing(name);

    private static InvalidOperationException Missing(string name) => new($"its property {name} is missing");
}
