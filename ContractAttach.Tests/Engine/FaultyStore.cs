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
    private int _writes;

    public int Writes => _writes;

    /// <summary>Completes when the process is to have ended.</summary>
    public Task Died => _died.Task;

    public string? Identity => inner.Identity;

    public Task InitializeAsync(CancellationToken cancellation) => inner.InitializeAsync(cancellation);

    public Task<IReadOnlyList<InstanceRow>> ReadLiveAsync(CancellationToken cancellation) => inner.ReadLiveAsync(cancellation);

    public Task<InstanceRow?> ReadAsync(string instanceId, CancellationToken cancellation) =>
        AliveAsync(() => inner.ReadAsync(instanceId, cancellation), cancellation);

    public Task<string> InsertAsync(InstanceRow row, CancellationToken cancellation) =>
        WriteAsync(() => inner.InsertAsync(row, cancellation), cancellation);

    public Task<string> ReplaceAsync(InstanceRow row, CancellationToken cancellation) =>
        WriteAsync(() => inner.ReplaceAsync(row, cancellation), cancellation);

    public Task<int> SpillAsync(string instanceId, string execution, int firstRow, string text, CancellationToken cancellation) =>
        WriteAsync(() => inner.SpillAsync(instanceId, execution, firstRow, text, cancellation), cancellation);

    public Task<string> ReadSpilledAsync(string instanceId, string execution, int rows, CancellationToken cancellation) =>
        AliveAsync(() => inner.ReadSpilledAsync(instanceId, execution, rows, cancellation), cancellation);

    public Task DeleteAsync(string instanceId, CancellationToken cancellation) => inner.DeleteAsync(instanceId, cancellation);

    public Task<InstancePage> QueryAsync(InstanceQuery query, CancellationToken cancellation) => inner.QueryAsync(query, cancellation);

    private async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellation)
    {
        Fault fault = faultOf(Interlocked.Increment(ref _writes));
        if (fault == Fault.DeathBefore)
            _died.TrySetResult();
        if (fault == Fault.Unavailable)
            throw new StoreUnavailableException("503");
        if (fault == Fault.Unexpected)
            throw new InvalidCastException("a bug");
        if (fault == Fault.Rejected)
            throw new StoreRejectedException("413");

        T result = await AliveAsync(write, cancellation);
        if (fault == Fault.AnswerLost)
            throw new StoreUnavailableException("No answer.");
        if (fault == Fault.DeathAfter)
        {
            _died.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        return result;
    }

    private async Task<T> AliveAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        if (_died.Task.IsCompleted)
            await Task.Delay(Timeout.Infinite, cancellation);
        return await work();
    }
}
