using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Makes new instances.</summary>
internal sealed class InstanceStarter(
    IInstanceStore store, StoreCommitter committer, HistoryWriter writer, LiveInstances instances, TimerQueue timers, ReplacementGate gate, TimeProvider time) : IDisposable
{
    // Beyond this more requests at once only wait for each other in the store.
    private const int MaxAtOnce = 32;

    private readonly SemaphoreSlim _atOnce = new(MaxAtOnce);

    /// <summary>Stores a new instance and lets it begin.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="started">What it begins with.</param>
    /// <param name="startAt">When; null for at once.</param>
    /// <param name="mayReplace">Whether an instance of the same id that stands in the way may be replaced; one that lives is ended first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The instance that stands in the way; null where it is done.</returns>
    internal async Task<InstanceRow?> StartAsync(
        string instanceId, HistoryEvent started, DateTimeOffset? startAt, Func<InstanceRow, Task<bool>> mayReplace, CancellationToken cancellation)
    {
        InstanceRow? replaced = null;
        while (true)
        {
            if (instances.TryGet(instanceId, out Instance? living))
            {
                if (!living.Row.HasEnded && !await mayReplace(living.Row).ConfigureAwait(false))
                    return living.Row;
                instances.Post(living, new TerminateMessage(null, Recursive: false));
                await living.Gone.WaitAsync(cancellation).ConfigureAwait(false);
            }

            try
            {
                using (replaced is null ? null : await gate.EnterAsync(cancellation).ConfigureAwait(false))
                    await StoreAsync(instanceId, started, startAt, replaced, cancellation).ConfigureAwait(false);
                return null;
            }
            catch (StoreConflictException)
            {
                replaced = await committer.RetryAsync(() => store.ReadAsync(instanceId, cancellation), cancellation).ConfigureAwait(false);
            }

            if (replaced is not null && !await mayReplace(replaced).ConfigureAwait(false))
                return replaced;
            if (replaced is { Live: true })
                replaced = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();

    private async Task StoreAsync(
        string instanceId, HistoryEvent started, DateTimeOffset? startAt, InstanceRow? replaced, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        InstanceRow row = new()
        {
            InstanceId = instanceId,
            Name = started.Name!,
            Version = started.Version ?? string.Empty,
            Status = OrchestrationRuntimeStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
            Live = true,
            DueAt = startAt > now ? startAt : null,
            Execution = Guid.NewGuid().ToString("N"),
            Commit = string.Empty,
            History = string.Empty,
        };

        string spilled;
        await _atOnce.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            (row, spilled) = await writer.AppendAsync(row, string.Empty, [started], cancellation).ConfigureAwait(false);
            row = await committer.CommitAsync(row, replaced, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _atOnce.Release();
        }

        Instance instance = instances.Add(row, spilled);
        timers.Arm(instance, row.DueAt);
        if (row.DueAt is null)
            instances.Post(instance, new WakeMessage());
    }
}
