using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Runs activities, some at once, each with services of its own.</summary>
internal sealed partial class ActivityRunner(
    TaskCatalog catalog,
    DataConverter converter,
    IServiceScopeFactory scopes,
    LiveInstances instances,
    ILogger<ActivityRunner> logger)
{
    private readonly Channel<ActivityCall> _calls = Channel.CreateUnbounded<ActivityCall>();
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to run what is added.</summary>
    internal void Start(int concurrency) =>
        _running = Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(RunAllAsync)));

    /// <summary>Adds a call; it is left for the next start where the runner is stopping.</summary>
    internal void Add(ActivityCall call) => _calls.Writer.TryWrite(call);

    /// <summary>Begins nothing more, and waits for what runs.</summary>
    internal async Task StopAsync(CancellationToken cancellation)
    {
        _calls.Writer.TryComplete();
        while (_calls.Reader.TryRead(out _))
        {
            // Still in its caller's history: it runs after the next start.
        }

        await _running.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task RunAllAsync()
    {
        await foreach (ActivityCall call in _calls.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (call.Caller.Row.HasEnded)
                continue;
            HistoryEvent end = await RunAsync(call).ConfigureAwait(false);
            instances.Post(call.Caller, new TaskMessage(call.Execution, end));
        }
    }

    private async Task<HistoryEvent> RunAsync(ActivityCall call)
    {
        HistoryEvent scheduled = call.Scheduled;
        if (catalog.Activity(scheduled.Name!, scheduled.Version) is not { } factory)
            return Failed(scheduled, TaskCatalog.NotFound(Failure.ActivityNotFound, "activity", scheduled.Name!, scheduled.Version));

        using Activity? span = EngineTrace.Run(call);
        try
        {
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                ITaskActivity activity = factory(scope.ServiceProvider);
                object? input = converter.Deserialize(scheduled.Data, activity.InputType);
                object? output = await activity.RunAsync(new EngineActivityContext(call), input).ConfigureAwait(false);
                return new() { Kind = HistoryEventKind.TaskCompleted, Id = scheduled.Id, Data = converter.Serialize(output) };
            }
        }
#pragma warning disable CA1031 // Whatever an activity throws is its caller's to handle.
        catch (Exception e)
#pragma warning restore CA1031
        {
            EngineTrace.Fail(span);
            LogFailed(scheduled.Name!, call.Caller.Row.InstanceId, e);
            return Failed(scheduled, Failure.Of(e));
        }
    }

    private static HistoryEvent Failed(HistoryEvent scheduled, Failure failure) =>
        new() { Kind = HistoryEventKind.TaskFailed, Id = scheduled.Id, Failure = failure };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Activity} of instance {InstanceId} failed.")]
    private partial void LogFailed(string activity, string instanceId, Exception exception);
}
