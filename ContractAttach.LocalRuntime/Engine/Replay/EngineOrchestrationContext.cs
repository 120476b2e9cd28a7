using System.Diagnostics;
using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The context of an orchestrator for one episode: takes note of what the code does, and completes what it awaits.</summary>
internal sealed class EngineOrchestrationContext(
    string instanceId, string execution, HistoryEvent started, ReplaySettings settings, EpisodePump pump) : TaskOrchestrationContext
{
    private readonly Dictionary<int, TaskCompletionSource<string?>> _open = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Queue<HistoryEvent> _actions = [];
    private readonly List<int> _cancelledTimers = [];
    private int _nextId;
    private int _guids;
    private bool _replaying = true;
    private DateTimeOffset _now;
    private object? _input;
    private object? _customStatus;

    public override TaskName Name => started.Name!;

    public override string InstanceId => instanceId;

    public override string Version => started.Version ?? string.Empty;

    public override ParentOrchestrationInstance? Parent { get; } =
        started.Parent is { } parent ? new(parent.Name, parent.Instance) : null;

    public override DateTime CurrentUtcDateTime => _now.UtcDateTime;

    public override bool IsReplaying => _replaying;

    protected override ILoggerFactory LoggerFactory => settings.Loggers;

    /// <summary>The external events and those who wait for them.</summary>
    internal ExternalEvents Events { get; } = new(settings.Converter, pump);

    /// <summary>How the code wants to begin anew, once it has said so.</summary>
    internal ContinueAsNewRequest? Next { get; private set; }

    /// <summary>Whether the code has begun anything that has not ended: it holds up the instance's end.</summary>
    internal bool HasOpenTasks => _open.Count > 0;

    /// <summary>The custom status as it is stored.</summary>
    internal string? CustomStatus => settings.Converter.Serialize(_customStatus);

    public override T? GetInput<T>()
        where T : default
        => _input is T typed ? typed : settings.Converter.Deserialize<T>(started.Data);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        HistoryEvent call = new()
        {
            Kind = HistoryEventKind.TaskScheduled,
            Name = name,
            Version = NullIfEmpty(options?.Version is { } version ? version.Version : Version),
            Data = Serialize(input, options),
        };
        return await RetryAsync(options?.Retry, () => CallAsync<TResult>(call));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        HistoryEvent call = new()
        {
            Kind = HistoryEventKind.ChildCreated,
            Name = orchestratorName,
            Version = NullIfEmpty(options?.Version is { } version ? version.Version : settings.DefaultVersion),
            Data = Serialize(input, options),
            Instance = options is SubOrchestrationOptions { InstanceId: { } id } ? TableKeys.CheckInstanceId(id) : NewGuid().ToString("N"),
        };
        return await RetryAsync(options?.Retry, () => CallAsync<TResult>(call));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        (int id, TaskCompletionSource<string?> timer) = Begin(new() { Kind = HistoryEventKind.TimerCreated, At = fireAt.ToUniversalTime() });
        using CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            if (!pump.CheckInside() || !timer.TrySetCanceled(cancellationToken))
                return;
            _open.Remove(id);
            if (!_replaying)
                _cancelledTimers.Add(id);
        });
        await timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        pump.EnsureInside();
        return Events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        pump.EnsureInside();
        string? data = settings.Converter.Serialize(payload);
        _actions.Enqueue(new() { Kind = HistoryEventKind.EventSent, Id = _nextId++, Instance = instanceId, Name = eventName, Data = data });
    }

    public override void SetCustomStatus(object? customStatus) => _customStatus = customStatus;

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new() { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        pump.EnsureInside();
        ArgumentNullException.ThrowIfNull(options);
        string? version = string.IsNullOrWhiteSpace(options.NewVersion) ? started.Version : options.NewVersion;
        Next = new(settings.Converter.Serialize(options.NewInput), version, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        pump.EnsureInside();
        return DeterministicGuid.Of(string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{execution}_{_now:o}_{_guids++}"));
    }

    /// <summary>The input as the orchestrator's own type.</summary>
    internal object? ReadInput(Type type) => _input = settings.Converter.Deserialize(started.Data, type);

    /// <summary>The output as it is stored.</summary>
    internal string? Serialize(object? output) => settings.Converter.Serialize(output);

    /// <summary>From here on the code does what it has not done before.</summary>
    internal void EndReplay()
    {
        EnsureAllRecorded();
        _replaying = false;
    }

    /// <summary>The next episode begins: all that the last one did is in the history.</summary>
    internal void BeginEpisode(DateTimeOffset now)
    {
        EnsureAllRecorded();
        _now = now;
    }

    /// <summary>An activity or sub-orchestration has given its result, or a timer is due.</summary>
    internal void Complete(HistoryEvent end)
    {
        if (_open.Remove(end.Id, out TaskCompletionSource<string?>? task))
            task.TrySetResult(end.Data);
    }

    /// <summary>An activity or sub-orchestration has failed.</summary>
    internal void Fail(HistoryEvent end)
    {
        if (_open.Remove(end.Id, out TaskCompletionSource<string?>? task))
            task.TrySetException(new TaskFailedException(_names[end.Id], end.Id, end.Failure!.ToDetails()));
    }

    /// <summary>Compares what the history says the code did with what it has done now.</summary>
    /// <exception cref="NonDeterministicException">They differ.</exception>
    internal void Match(HistoryEvent recorded)
    {
        _actions.TryDequeue(out HistoryEvent? scheduled);
        if (scheduled is null
            || scheduled.Kind != recorded.Kind
            || scheduled.Id != recorded.Id
            || !string.Equals(scheduled.Name, recorded.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NonDeterministicException(recorded, scheduled);
        }
    }

    /// <summary>What the code has done that is not in the history.</summary>
    internal IReadOnlyList<HistoryEvent> NewActions() =>
        [.. _actions, .. _cancelledTimers.Select(id => new HistoryEvent { Kind = HistoryEventKind.TimerCancelled, Id = id })];

    private static string? NullIfEmpty(string version) => version.Length == 0 ? null : version;

    private static bool IsFinal(Exception failure) =>
        failure is TaskFailedException { FailureDetails.ErrorType: Failure.ActivityNotFound or Failure.OrchestratorNotFound };

    private void EnsureAllRecorded()
    {
        if (_actions.TryPeek(out HistoryEvent? unrecorded))
            throw new NonDeterministicException(null, unrecorded);
    }

    private string? Serialize(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("Options were given as the input: name the parameter (options: …).", nameof(input));
        if (options?.Tags is { Count: > 0 })
            throw new NotSupportedException("TaskOptions.Tags: the embedded engine has no tags.");
        return settings.Converter.Serialize(input);
    }

    private (int Id, TaskCompletionSource<string?> Task) Begin(HistoryEvent action)
    {
        pump.EnsureInside();
        int id = _nextId++;
        TaskCompletionSource<string?> task = new();
        _actions.Enqueue(action with { Id = id });
        _open.Add(id, task);
        if (action.Name is not null)
            _names.Add(id, action.Name);
        return (id, task);
    }

    private async Task<T> CallAsync<T>(HistoryEvent call)
    {
        call = call with { TraceParent = Activity.Current?.Id, TraceState = Activity.Current?.TraceStateString };
        string? result = await Begin(call).Task.Task;
        return settings.Converter.Deserialize<T>(result)!;
    }

    private async Task<T> RetryAsync<T>(TaskRetryOptions? retry, Func<Task<T>> call)
    {
        if (retry is null)
            return await call();

        DateTime first = CurrentUtcDateTime;
        for (int failures = 1; ; failures++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failure) when (!IsFinal(failure) && retry.Handler is not null)
            {
                if (!await retry.Handler(new(this, failures, failure.FailureDetails, CurrentUtcDateTime - first, CancellationToken.None)))
                    throw;
            }
#pragma warning disable CA1031 // A policy is for any failure, also of a result that cannot be read.
            catch (Exception failure) when (retry.Policy is not null && !IsFinal(failure))
#pragma warning restore CA1031
            {
                if (!await RetryBackoff.WaitAsync(this, retry.Policy, failure, failures, first))
                    throw;
            }
        }
    }
}
