using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Runs the episodes of instances, many side by side, of one instance never two.</summary>
internal sealed partial class EpisodeRunner(
    TaskCatalog catalog,
    ReplaySettings settings,
    IServiceScopeFactory scopes,
    HistoryWriter writer,
    LiveInstances instances,
    Dispatcher dispatcher,
    EngineStop stop,
    TimeProvider time,
    ILogger<EpisodeRunner> logger)
{
    // Six tries within some three seconds: longer than what passes by itself, short enough for somebody who waits.
    private const int Tries = 6;
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private Task _running = Task.CompletedTask;

    /// <summary>Begins.</summary>
    internal void Start(int concurrency) =>
        _running = Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(RunAllAsync)));

    /// <summary>Waits until all that was queued is done.</summary>
    internal Task DrainAsync(CancellationToken cancellation)
    {
        instances.Complete();
        return _running.WaitAsync(cancellation);
    }

    private async Task RunAllAsync()
    {
        await foreach (Instance instance in instances.Ready.ReadAllAsync().ConfigureAwait(false))
        {
            List<Message> messages = instance.Take();
            instance.Wake();
            try
            {
                await TakeUpAsync(instance, messages).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.Now.IsCancellationRequested)
            {
                Settle(messages, EngineErrors.Stopped());
            }
            catch (StoreConflictException e)
            {
                stop.Fault(e);
                Settle(messages, EngineErrors.Stopped());
            }
#pragma warning disable CA1031 // What one instance comes to grief over must not stop the others.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Postpone(instance, messages, e);
                continue;
            }

            instances.Finish(instance);
        }
    }

    private async Task TakeUpAsync(Instance instance, List<Message> messages)
    {
        stop.Now.ThrowIfCancellationRequested();
        InstanceRow before = instance.Row;
        if (settings.IsNewer(before) && !messages.Exists(m => m is TerminateMessage))
        {
            LogPutBack(before.InstanceId, before.Version, settings.DefaultVersion);
            Settle(messages, EngineErrors.Newer(before, settings.DefaultVersion));
            return;
        }

        try
        {
            if (instance.Setbacks < Tries || before.HasEnded)
                await RunAsync(instance, messages).ConfigureAwait(false);
            else
                await GiveUpAsync(instance, messages).ConfigureAwait(false);
        }
        catch (DamagedInstanceException e)
        {
            await EndAsync(instance, Episode.OfDamaged(instance, e, time.GetUtcNow()), messages).ConfigureAwait(false);
        }

        if (instance.Row.Execution != before.Execution)
            await writer.DeleteSpilledAsync(before, stop.Now).ConfigureAwait(false);
    }

    private async Task RunAsync(Instance instance, List<Message> messages)
    {
        InstanceRow before = instance.Row;
        Episode episode = new(instance, time.GetUtcNow());
        using Activity? span = EngineTrace.Episode(before, episode.Started);
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            episode.Play(messages, (started, past, fresh) => Replay(instance, scope.ServiceProvider, started, past, fresh));

        if (episode.Next is not null)
            await StoreAsync(instance, episode).ConfigureAwait(false);
        EngineTrace.End(span, episode.End);
        Conclude(instance, episode, messages, before.HasEnded ? EngineErrors.Ended(before) : null);
    }

    // What is stored must not be played again: where it cannot be followed, the next start does.
    private void Conclude(Instance instance, Episode episode, List<Message> messages, Exception? error)
    {
        instance.Setbacks = 0;
        Settle(messages, error);
        try
        {
            dispatcher.Follow(instance, episode);
        }
#pragma warning disable CA1031 // Whatever it is, going on would leave the instance without what it asked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            stop.Fault(e);
        }
    }

    // An episode that fails by no fault of the orchestrator's: what the instance was told is kept for another try.
    private void Postpone(Instance instance, List<Message> messages, Exception cause)
    {
        TimeSpan wait = s_firstWait * Math.Pow(2, Math.Min(instance.Setbacks, 10));
        wait = wait < s_longestWait ? wait : s_longestWait;
        LogPostponed(instance.Row.InstanceId, wait, cause);

        // Who waits for an answer is not left waiting for good, and may tell it once more.
        if (++instance.Setbacks > Tries)
        {
            Settle(messages, cause);
            messages.RemoveAll(m => m.Settled is not null);
        }

        instance.PutBack(messages);
        _ = RunLaterAsync(instance, wait);
    }

    private async Task RunLaterAsync(Instance instance, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, time, stop.Now).ConfigureAwait(false);
            instances.Requeue(instance);
        }
        catch (OperationCanceledException)
        {
            // It goes on after the next start.
        }
    }

    private async Task GiveUpAsync(Instance instance, List<Message> messages)
    {
        Episode episode = new(instance, time.GetUtcNow());
        episode.Fail(new(typeof(InvalidOperationException).FullName!, $"The durable engine could not run an episode of the instance, {Tries} times over; its log says why."));
        await EndAsync(instance, episode, messages).ConfigureAwait(false);
    }

    private async Task EndAsync(Instance instance, Episode episode, List<Message> messages)
    {
        await StoreAsync(instance, episode).ConfigureAwait(false);
        Conclude(instance, episode, messages, EngineErrors.Ended(instance.Row));
    }

    private async Task StoreAsync(Instance instance, Episode episode)
    {
        try
        {
            await writer.CommitAsync(instance, episode, stop.Now).ConfigureAwait(false);
        }
        catch (StoreRejectedException e)
        {
            episode.Fail(new(typeof(InvalidOperationException).FullName!, $"The store does not take the instance's state, which may have grown too large: {e.Message}"));
            await writer.CommitAsync(instance, episode, stop.Now).ConfigureAwait(false);
        }

        if (episode.End is { Status: OrchestrationRuntimeStatus.Failed, Failure: { } failure })
            LogInstanceFailed(instance.Row.Name, instance.Row.InstanceId, failure.Type, failure.Message);
    }

    private EpisodeOutcome Replay(Instance instance, IServiceProvider scoped, HistoryEvent started, List<HistoryEvent> past, List<HistoryEvent> fresh)
    {
        string execution = instance.Row.Execution;
        if (catalog.Orchestrator(started.Name!, started.Version) is not { } factory)
        {
            Failure failure = TaskCatalog.NotFound(Failure.OrchestratorNotFound, "orchestrator", started.Name!, started.Version);
            return EpisodeOutcome.Failed(failure);
        }

        OrchestratorRun run = new(
            () => factory(scoped), instance.Row, started, settings, () => instances.Post(instance, new LeftMessage(execution)));
        return run.Execute(past, fresh);
    }

    private static void Settle(List<Message> messages, Exception? error)
    {
        foreach (Message message in messages)
            message.Settled?.Invoke(error);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An episode of instance {InstanceId} could not be run; trying again in {Wait}.")]
    private partial void LogPostponed(string instanceId, TimeSpan wait, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {InstanceId} is of version {Version}, newer than {OwnVersion}, which runs here: it is left as it is until its version runs.")]
    private partial void LogPutBack(string instanceId, string version, string ownVersion);

    [LoggerMessage(Level = LogLevel.Error, Message = "Orchestration {Orchestrator} '{InstanceId}' failed: {ErrorType}: {ErrorMessage}")]
    private partial void LogInstanceFailed(string orchestrator, string instanceId, string errorType, string errorMessage);
}
