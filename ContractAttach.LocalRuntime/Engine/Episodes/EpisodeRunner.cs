using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Runs the episodes of instances, many side by side, of one instance never two.</summary>
internal sealed partial class EpisodeRunner(
    TaskCatalog catalog,
    ReplaySettings settings,
    IServiceProvider services,
    HistoryWriter writer,
    LiveInstances instances,
    Dispatcher dispatcher,
    EngineStop stop,
    TimeProvider time,
    ILogger<EpisodeRunner> logger)
{
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
            try
            {
                await RunAsync(instance, messages).ConfigureAwait(false);
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
                LogFailed(instance.Row.InstanceId, e);
                Settle(messages, e);
            }

            instances.Finish(instance);
        }
    }

    private async Task RunAsync(Instance instance, List<Message> messages)
    {
        stop.Now.ThrowIfCancellationRequested();
        InstanceRow before = instance.Row;
        Episode episode = new(instance, time.GetUtcNow());
        episode.Play(messages, (started, past, fresh) => Replay(instance, started, past, fresh));

        if (episode.Next is not null)
            await StoreAsync(instance, episode).ConfigureAwait(false);
        Settle(messages, before.HasEnded ? EngineErrors.Ended(before) : null);
        dispatcher.Follow(instance, episode);
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

    private EpisodeOutcome Replay(Instance instance, HistoryEvent started, List<HistoryEvent> past, List<HistoryEvent> fresh)
    {
        string execution = instance.Row.Execution;
        if (catalog.Orchestrator(started.Name!, started.Version) is not { } factory)
        {
            Failure failure = TaskCatalog.NotFound(Failure.OrchestratorNotFound, "orchestrator", started.Name!, started.Version);
            return EpisodeOutcome.Failed(failure);
        }

        OrchestratorRun run = new(
            () => factory(services), instance.Row, started, settings, () => instances.Post(instance, new LeftMessage(execution)));
        return run.Execute(past, fresh);
    }

    private static void Settle(List<Message> messages, Exception? error)
    {
        foreach (Message message in messages)
            message.Settled?.Invoke(error);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An episode of instance {InstanceId} could not be run.")]
    private partial void LogFailed(string instanceId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Orchestration {Orchestrator} '{InstanceId}' failed: {ErrorType}: {ErrorMessage}")]
    private partial void LogInstanceFailed(string orchestrator, string instanceId, string errorType, string errorMessage);
}
