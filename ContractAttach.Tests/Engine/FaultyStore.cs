using System.Collections.Concurrent;
using ContractAttach.LocalRuntime.Engine;

namespace ContractAttach.Tests.Engine;

/// <summary>What becomes of a write.</summary>
public enum Fault
{
    /// <summary>It is done.</summary>
    None,

    /// <summary>It is not done, and told so.</summary>
    Unavailable,

    /// <summary>It is done, but its answer is lost.</summary>
    AnswerLost,

    /// <summary>It is refused for good.</summary>
    Rejected,

    /// <summary>It meets with a bug.</summary>
    Unexpected,

    /// <summary>The process ends before it: it is not done, nor is anything after it.</summary>
    DeathBefore,

    /// <summary>The process ends after it.</summary>
    DeathAfter,
}

/// <summary>A store whose writes meet with the faults that a test wants.</summary>
/// <param name="inner">The store behind it.</param>
/// <param name="faultOf">The fault of each write, by its number from 1.</param>
internal sealed class FaultyStore(IInstanceStore inner, Func<int, Fault> faultOf) : IInstanceStore
{
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _buried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _writes = [];
    private int _spillReads;

    public int Writes => _writes.Count;

    /// <summary>What the writes were.</summary>
    public IReadOnlyCollection<string> Kinds => _writes;

    /// <summary>How often history beside a row was read.</summary>
    public int SpillReads => _spillReads;

    /// <summary>The instance whose row cannot be written; null for none.</summary>
    public string? Broken { get; set; }

    /// <summary>Completes when the process is to have ended.</summary>
    public Task Died => _died.Task;

    public string? Identity => inner.Identity;

    /// <summary>The process has ended: what still waited for the store does so no longer.</summary>
    public void Bury() => _buried.TrySetResult();

    public Task InitializeAsync(CancellationToken cancellation) => inner.InitializeAsync(cancellation);

    public Task<InstanceRow?> ReadAsync(string instanceId, CancellationToken cancellation) =>
        AliveAsync(() => inner.ReadAsync(instanceId, cancellation), cancellation);

    public Task<InstanceRow> InsertAsync(InstanceRow row, CancellationToken cancellation) =>
        WriteAsync("insert", row.InstanceId, () => inner.InsertAsync(row, cancellation), cancellation);

    public Task<InstanceRow> ReplaceAsync(InstanceRow row, InstanceRow before, CancellationToken cancellation) =>
        WriteAsync("replace", row.InstanceId, () => inner.ReplaceAsync(row, before, cancellation), cancellation);

    public Task<int> SpillAsync(string instanceId, string execution, int firstRow, string text, CancellationToken cancellation) =>
        WriteAsync("spill", instanceId, () => inner.SpillAsync(instanceId, execution, firstRow, text, cancellation), cancellation);

    public Task<string> ReadSpilledAsync(string instanceId, string execution, int rows, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _spillReads);
        return AliveAsync(() => inner.ReadSpilledAsync(instanceId, execution, rows, cancellation), cancellation);
    }

    public Task DeleteSpilledAsync(string instanceId, string execution, CancellationToken cancellation) =>
        WriteAsync("delete spilled", instanceId, () => inner.DeleteSpilledAsync(instanceId, execution, cancellation), cancellation);

    public Task DeleteAsync(string instanceId, CancellationToken cancellation) =>
        WriteAsync("delete", instanceId, () => inner.DeleteAsync(instanceId, cancellation), cancellation);

    public Task<InstancePage> QueryAsync(InstanceQuery query, CancellationToken cancellation) => inner.QueryAsync(query, cancellation);

    private Task<bool> WriteAsync(string kind, string instanceId, Func<Task> write, CancellationToken cancellation) => WriteAsync(
        kind,
        instanceId,
        async () =>
        {
            await write();
            return true;
        },
        cancellation);

    private async Task<T> WriteAsync<T>(string kind, string instanceId, Func<Task<T>> write, CancellationToken cancellation)
    {
        int number;
        lock (_writes)
        {
            _writes.Enqueue(kind);
            number = _writes.Count;
        }

        Fault fault = instanceId == Broken ? Fault.Unexpected : faultOf(number);
        if (fault == Fault.DeathBefore)
            _died.TrySetResult();
        if (fault == Fault.Unavailable)
            throw new StoreUnavailableException("503");
        if (fault == Fault.Unexpected)
            throw new InvalidCastException("a bug");
        if (fault == Fault.Rejected)
            throw new StoreRejectedException("413");

        Task<T> result = AliveAsync(write, cancellation);
        await Task.WhenAny(result);
        if (fault == Fault.AnswerLost)
            throw new StoreUnavailableException("No answer.");
        if (fault == Fault.DeathAfter)
        {
            _died.TrySetResult();
            await BuriedAsync(cancellation);
        }

        return await result;
    }

    private async Task<T> AliveAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        if (_died.Task.IsCompleted)
            await BuriedAsync(cancellation);
        return await work();
    }

    private async Task BuriedAsync(CancellationToken cancellation)
    {
        await _buried.Task.WaitAsync(cancellation);
        throw new OperationCanceledException("The process has ended.");
    }
}
