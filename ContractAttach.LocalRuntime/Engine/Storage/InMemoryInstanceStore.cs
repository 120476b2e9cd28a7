using System.Globalization;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Keeps instances in memory: for tests and measurements.</summary>
internal sealed class InMemoryInstanceStore : IInstanceStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, InstanceRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instance, string Execution, int Row), string> _spilled = [];
    private long _version;

    /// <inheritdoc/>
    public string? Identity => null;

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<InstanceRow?> ReadAsync(string instanceId, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_rows.GetValueOrDefault(instanceId));
    }

    /// <inheritdoc/>
    public Task<InstanceRow> InsertAsync(InstanceRow row, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_rows.ContainsKey(row.InstanceId))
                throw new StoreConflictException($"There is an instance '{row.InstanceId}'.");
            return Task.FromResult(Put(row));
        }
    }

    /// <inheritdoc/>
    public Task<InstanceRow> ReplaceAsync(InstanceRow row, InstanceRow before, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_rows.GetValueOrDefault(row.InstanceId)?.ETag != before.ETag)
                throw new StoreConflictException($"Instance '{row.InstanceId}' was changed.");
            return Task.FromResult(Put(row));
        }
    }

    /// <inheritdoc/>
    public Task<int> SpillAsync(string instanceId, string execution, int firstRow, string text, CancellationToken cancellation)
    {
        lock (_gate)
            _spilled[(instanceId, execution, firstRow)] = text;
        return Task.FromResult(1);
    }

    /// <inheritdoc/>
    public Task<string> ReadSpilledAsync(string instanceId, string execution, int rows, CancellationToken cancellation)
    {
        lock (_gate)
        {
            string[] parts = [.. Enumerable.Range(0, rows).Select(row => _spilled.GetValueOrDefault((instanceId, execution, row))).OfType<string>()];
            return parts.Length == rows
                ? Task.FromResult(string.Concat(parts))
                : throw new DamagedInstanceException($"{rows - parts.Length} of the {rows} rows of its older history are missing");
        }
    }

    /// <inheritdoc/>
    public Task DeleteSpilledAsync(string instanceId, string execution, CancellationToken cancellation) =>
        DeleteSpilledAsync(key => key.Instance == instanceId && key.Execution == execution);

    /// <inheritdoc/>
    public Task DeleteAsync(string instanceId, CancellationToken cancellation)
    {
        lock (_gate)
            _rows.Remove(instanceId);
        return DeleteSpilledAsync(key => key.Instance == instanceId);
    }

    /// <inheritdoc/>
    public Task<InstancePage> QueryAsync(InstanceQuery query, CancellationToken cancellation)
    {
        lock (_gate)
        {
            InstanceRow[] rows =
            [
                .. _rows.Values
                    .Where(r => query.Continuation is null || string.CompareOrdinal(r.InstanceId, query.Continuation) > 0)
                    .Where(r => query.Prefix is null || r.InstanceId.StartsWith(query.Prefix, StringComparison.Ordinal))
                    .Where(r => query.CreatedFrom is null || r.CreatedAt >= query.CreatedFrom)
                    .Where(r => query.CreatedTo is null || r.CreatedAt <= query.CreatedTo)
                    .Where(r => query.Statuses is null || query.Statuses.Contains(r.Status))
                    .Where(r => r.Live || !query.LiveOnly)
                    .Take(query.PageSize + 1),
            ];
            return Task.FromResult(rows.Length > query.PageSize
                ? new InstancePage(rows[..query.PageSize], rows[query.PageSize - 1].InstanceId)
                : new InstancePage(rows, null));
        }
    }

    private Task DeleteSpilledAsync(Func<(string Instance, string Execution, int Row), bool> isOld)
    {
        lock (_gate)
        {
            foreach ((string Instance, string Execution, int Row) key in _spilled.Keys.Where(isOld).ToArray())
                _spilled.Remove(key);
        }

        return Task.CompletedTask;
    }

    private InstanceRow Put(InstanceRow row) =>
        _rows[row.InstanceId] = row with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
}
