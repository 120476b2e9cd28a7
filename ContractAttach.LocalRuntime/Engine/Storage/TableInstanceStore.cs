using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// Keeps instances in two tables: <c>{hub}durableinstances</c>, an entity each, and <c>{hub}durablehistory</c>, the older
/// history of those whose entity would grow too large.
/// </summary>
internal sealed class TableInstanceStore(IOptions<EngineOptions> options) : IInstanceStore
{
    // A transaction takes 100 entities and 4 MiB; a full history entity is some 600 KB where it cannot be compressed.
    private const int SpillBatch = 5;
    private const int DeleteBatch = 100;

    private const int MaxSpilledRow = 99_999_999;

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
                .GetEntityIfExistsAsync<TableEntity>(TableKeys.Escape(instanceId), InstanceEntity.InstanceRowKey, cancellationToken: cancellation)
                .ConfigureAwait(false);
            return entity.HasValue ? InstanceEntity.ToRow(entity.Value!) : null;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<InstanceRow> InsertAsync(InstanceRow row, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () =>
        {
            InstanceEntity whole = InstanceEntity.Whole(row);
            return Stored(whole, await Instances.AddEntityAsync(whole.Entity, cancellation).ConfigureAwait(false));
        },
        cancellation);

    /// <inheritdoc/>
    public Task<InstanceRow> ReplaceAsync(InstanceRow row, InstanceRow before, CancellationToken cancellation) => TableFaults.TranslateAsync(
        async () =>
        {
            InstanceEntity next = InstanceEntity.Difference(row, before) ?? InstanceEntity.Whole(row);
            return Stored(next, await Instances.UpdateEntityAsync(next.Entity, new ETag(before.ETag!), next.Mode, cancellation).ConfigureAwait(false));
        },
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
                    if (ReadSpilled(entity) is { } part)
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
            return await Instances.DeleteEntityAsync(key, InstanceEntity.InstanceRowKey, ETag.All, cancellation).ConfigureAwait(false);
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
                return new InstancePage([.. page.Values.Select(InstanceEntity.ToRow)], page.ContinuationToken);
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

    private static string? ReadSpilled(TableEntity entity)
    {
        try
        {
            return TableText.Read(entity, "Text");
        }
        catch (InvalidOperationException e)
        {
            throw new DamagedInstanceException(e.Message);
        }
    }

    private static string HistoryRowKey(string execution, int row) => string.Create(CultureInfo.InvariantCulture, $"{execution}:{row:D8}");

    private static InstanceRow Stored(InstanceEntity entity, Response response) => entity.Row with { ETag = response.Headers.ETag!.Value.ToString() };
}
