using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// The embedded durable engine: runs event-sourced instances out of one store, in one process. Whenever that ends, the next
/// start goes on.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    private static readonly TimeSpan s_lastMoment = TimeSpan.FromSeconds(1);

    private readonly IInstanceStore _store;
    private readonly EngineOptions _options;
    private readonly ReplaySettings _settings;
    private readonly LiveInstances _instances = new();
    private readonly TimerQueue _timers;
    private readonly StoreCommitter _committer;
    private readonly HistoryWriter _writer;
    private readonly InstanceStarter _starter;
    private readonly InstancePurger _purger;
    private readonly ReplacementGate _gate = new();
    private readonly ActivityRunner _activities;
    private readonly Dispatcher _dispatcher;
    private readonly EpisodeRunner _episodes;
    private readonly EngineStop _stop;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreLock? _lock;
    private volatile bool _stopping;

    /// <param name="store">Where the instances are.</param>
    /// <param name="registry">What can be run.</param>
    /// <param name="converter">What turns payloads into text.</param>
    /// <param name="options">How much at once.</param>
    /// <param name="services">The application's services, for orchestrators and activities.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The application's logging.</param>
    /// <param name="stopApplication">Called when the engine cannot go on.</param>
    internal DurableEngine(
        IInstanceStore store,
        DurableTaskRegistry registry,
        DataConverter converter,
        EngineOptions options,
        IServiceProvider services,
        TimeProvider time,
        ILoggerFactory loggers,
        Action stopApplication)
    {
        _store = store;
        _options = options;
        TaskCatalog catalog = new(registry);
        _settings = new(converter, loggers, options.DefaultVersion ?? string.Empty);
        _stop = new(loggers.CreateLogger<DurableEngine>(), stopApplication);
        _timers = new(time, (instance, due) => _instances.Post(instance, new TimerMessage(due)));
        _committer = new(store, time, loggers.CreateLogger<StoreCommitter>());
        _writer = new(store, _committer, loggers.CreateLogger<HistoryWriter>());
        _starter = new(store, _committer, _writer, _instances, _timers, _gate, time);
        _purger = new(store, _committer, _writer, _gate);
        IServiceScopeFactory scopes = services.GetRequiredService<IServiceScopeFactory>();
        _activities = new(catalog, converter, scopes, _instances, loggers.CreateLogger<ActivityRunner>());
        _dispatcher = new(_instances, _activities, _timers, _starter, _writer, _stop);
        _episodes = new(catalog, _settings, scopes, _writer, _instances, _dispatcher, _stop, time, loggers.CreateLogger<EpisodeRunner>());
    }

    /// <summary>Whether it has stopped because it could not go on.</summary>
    internal bool HasFaulted => _stop.HasFaulted;

    /// <summary>The version of instances that are started without one.</summary>
    internal string DefaultVersion => _options.DefaultVersion ?? string.Empty;

    /// <summary>Takes the store and goes on with all that is in it.</summary>
    /// <exception cref="StartupException">The store cannot be used.</exception>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        await _store.InitializeAsync(cancellation).ConfigureAwait(false);
        _lock = _store.Identity is { } identity ? StoreLock.Take(identity) : null;

        await TakeUpAllAsync(cancellation).ConfigureAwait(false);
        foreach (Instance instance in _instances.All)
            GoOn(instance);

        _activities.Start(_options.MaxConcurrentActivities);
        _episodes.Start(_options.MaxConcurrentOrchestrators);
        _started.TrySetResult();
    }

    /// <summary>Begins nothing more, and lets what runs come to its end until told to give up. What is left goes on after the next start.</summary>
    internal async Task StopAsync(CancellationToken cancellation)
    {
        _stopping = true;
        _started.TrySetException(EngineErrors.Stopped());
        try
        {
            await _activities.StopAsync(cancellation).ConfigureAwait(false);
            await _episodes.DrainAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The moment is over.
        }

        _stop.Stop();
        _timers.Dispose();
        await LetEpisodesEndAsync().ConfigureAwait(false);
        foreach (Message left in _instances.All.SelectMany(i => i.Take()))
            left.Settled?.Invoke(EngineErrors.Stopped());
        _lock?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping)
            await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _starter.Dispose();
        _gate.Dispose();
        _stop.Dispose();
    }

    /// <summary>Stores a new instance; it then begins.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="started">What it begins with.</param>
    /// <param name="startAt">When; null for at once.</param>
    /// <param name="dedupe">The states of an existing instance that make this fail; null for those of a living one.</param>
    /// <param name="cancellation">Ends the caller's wait, not the start.</param>
    /// <exception cref="OrchestrationAlreadyExistsException">There is such an instance.</exception>
    internal async Task ScheduleAsync(
        string instanceId,
        HistoryEvent started,
        DateTimeOffset? startAt,
        IReadOnlyCollection<OrchestrationRuntimeStatus>? dedupe,
        CancellationToken cancellation)
    {
        bool MayReplace(InstanceRow row) => dedupe is null ? row.HasEnded : !dedupe.Contains(row.Status);

        await ReadyAsync(cancellation).ConfigureAwait(false);
        Task<InstanceRow?> start = _starter.StartAsync(instanceId, started, startAt, row => Task.FromResult(MayReplace(row)), _stop.Now);
        InstanceRow? standing = await UnlessStoppedAsync(start, cancellation).ConfigureAwait(false);
        if (standing is not null)
            throw new OrchestrationAlreadyExistsException(standing);
    }

    /// <summary>Raises an event; done once it is stored.</summary>
    internal Task RaiseAsync(string instanceId, string name, string? data, CancellationToken cancellation) => TellAsync(
        instanceId,
        settled => new EventMessage(new() { Kind = HistoryEventKind.EventRaised, Name = name, Data = data }) { Settled = settled },
        cancellation);

    /// <summary>Ends an instance from outside; done once that is stored.</summary>
    internal Task TerminateAsync(string instanceId, string? output, bool recursive, CancellationToken cancellation) => TellAsync(
        instanceId, settled => new TerminateMessage(output, recursive) { Settled = settled }, cancellation);

    /// <summary>An instance's row as last stored; null where there is none.</summary>
    internal async Task<InstanceRow?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation).ConfigureAwait(false);
        return _instances.TryGet(instanceId, out Instance? instance)
            ? instance.Row
            : await _committer.RetryAsync(() => _store.ReadAsync(instanceId, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>What an instance was started with, and how it ended; null where it has not.</summary>
    internal async Task<(HistoryEvent? Started, HistoryEvent? End)> ReadStartAndEndAsync(InstanceRow row, CancellationToken cancellation)
    {
        try
        {
            string spilled = _instances.TryGet(row.InstanceId, out Instance? living) && living.Stored is var stored && stored.Row.Execution == row.Execution
                ? stored.Spilled
                : await _writer.ReadSpilledAsync(row, cancellation).ConfigureAwait(false);
            HistoryEvent started = HistoryText.ReadStart(spilled.Length > 0 ? spilled : row.History);
            return (started, row.HasEnded ? HistoryText.ReadLatest(row.History) ?? HistoryText.ReadLatest(spilled) : null);
        }
        catch (DamagedInstanceException e)
        {
            return (null, EpisodeOutcome.Damaged(e).End);
        }
    }

    /// <summary>Waits until an instance has begun, or has ended; also one that is not there yet, as the real host does.</summary>
    /// <returns>Its row.</returns>
    internal async Task<InstanceRow> WaitAsync(string instanceId, bool untilEnd, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation).ConfigureAwait(false);
        (Instance? living, InstanceRow? ended) = await LookAsync(instanceId, untilKnown: true, cancellation).ConfigureAwait(false);
        if (living is null)
            return ended!;
        await UnlessStoppedAsync(untilEnd ? living.Gone : living.Begun, cancellation).ConfigureAwait(false);
        return living.Row;
    }

    /// <summary>Rows by their properties.</summary>
    internal async Task<InstancePage> QueryAsync(InstanceQuery query, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation).ConfigureAwait(false);
        return await _committer.RetryAsync(() => _store.QueryAsync(query, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Forgets an ended instance.</summary>
    /// <returns>How many are gone.</returns>
    internal async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation).ConfigureAwait(false);
        return await _purger.PurgeAsync(instanceId, recursive, cancellation).ConfigureAwait(false);
    }

    private void GoOn(Instance instance)
    {
        // Told, it says that it is put back; what it waits for is not begun here.
        if (_settings.IsNewer(instance.Row))
            _instances.Post(instance, new WakeMessage());
        else
            _dispatcher.Recover(instance);
    }

    private async Task TakeUpAllAsync(CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            InstancePage page = await _committer.RetryAsync(() => _store.QueryAsync(InstanceQuery.Live(next), cancellation), cancellation).ConfigureAwait(false);
            foreach (InstanceRow row in page.Rows)
                await TakeUpAsync(row, cancellation).ConfigureAwait(false);
            next = page.Continuation;
        }
        while (next is not null);
    }

    private async Task TakeUpAsync(InstanceRow row, CancellationToken cancellation)
    {
        try
        {
            _instances.Add(row, await _writer.ReadSpilledAsync(row, cancellation).ConfigureAwait(false)).Sleep();
        }
        catch (DamagedInstanceException e)
        {
            _instances.Add(row with { Damage = e.Damage }, string.Empty);
        }
    }

    // A write under way may still be done: the store must not be given to another process before.
    private async Task LetEpisodesEndAsync()
    {
        try
        {
            await _episodes.DrainAsync(CancellationToken.None).WaitAsync(s_lastMoment).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // An orchestrator that does not return holds up its own instance only.
        }
    }

    private async Task TellAsync(string instanceId, Func<Action<Exception?>, Message> message, CancellationToken cancellation)
    {
        await ReadyAsync(cancellation).ConfigureAwait(false);
        TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Settle(Exception? error)
        {
            if (error is null)
                settled.TrySetResult();
            else
                settled.TrySetException(error);
        }

        (Instance? living, InstanceRow? ended) = await LookAsync(instanceId, untilKnown: false, cancellation).ConfigureAwait(false);
        if (living is null || !_instances.Post(living, message(Settle)))
            throw (living?.Row ?? ended) is { } row ? EngineErrors.Ended(row) : EngineErrors.NotFound(instanceId);
        await UnlessStoppedAsync(settled.Task, cancellation).ConfigureAwait(false);
    }

    // The instance where it lives, its row where it has ended, neither where it is not known.
    private async Task<(Instance? Living, InstanceRow? Ended)> LookAsync(string instanceId, bool untilKnown, CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);
            void Added(string id)
            {
                if (id == instanceId)
                    added.TrySetResult();
            }

            _instances.Added += Added;
            try
            {
                if (_instances.TryGet(instanceId, out Instance? living))
                    return (living, null);
                InstanceRow? row = await _committer.RetryAsync(() => _store.ReadAsync(instanceId, cancellation), cancellation).ConfigureAwait(false);
                if (row is null ? !untilKnown : !row.Live)
                    return (null, row);

                // Not started yet; or stored this moment and not yet in memory.
                await UnlessStoppedAsync(added.Task, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _instances.Added -= Added;
            }
        }
    }

    private async Task ReadyAsync(CancellationToken cancellation)
    {
        if (_stopping || _stop.Now.IsCancellationRequested)
            throw EngineErrors.Stopped();
        await _started.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task UnlessStoppedAsync(Task task, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Now, cancellation);
        try
        {
            await task.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.Now.IsCancellationRequested)
        {
            throw EngineErrors.Stopped();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private async Task<T> UnlessStoppedAsync<T>(Task<T> task, CancellationToken cancellation)
    {
        await UnlessStoppedAsync((Task)task, cancellation).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
