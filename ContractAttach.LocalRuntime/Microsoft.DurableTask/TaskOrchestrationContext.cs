using Microsoft.DurableTask.Abstractions;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>What an orchestrator sees of the world, and how it acts on it.</summary>
/// <remarks>
/// Only one thread runs an orchestrator: it must await nothing but tasks that this context has given, or that are made of
/// such tasks.
/// </remarks>
public abstract class TaskOrchestrationContext
{
    private ILoggerFactory? _replaySafeLoggerFactory;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one; null for none.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the episode that runs or is replayed, in UTC.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code that runs has run before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The instance's version, empty where there is none.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Settings of the orchestration.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>Makes loggers that are silent while code is replayed.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggerFactory ??= new ReplaySafeLoggers(this);

    /// <summary>The loggers behind <see cref="ReplaySafeLoggerFactory"/>.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without input.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Waits, durably.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait; a wait that nobody ends keeps the orchestration from completing.</param>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits, durably.</summary>
    /// <param name="fireAt">Until when.</param>
    /// <param name="cancellationToken">Ends the wait; a wait that nobody ends keeps the orchestration from completing.</param>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event.</summary>
    /// <param name="eventName">Its name, without regard to case.</param>
    /// <param name="cancellationToken">Ends the wait; it still consumes the event that was to complete it.</param>
    /// <remarks>
    /// Events that come before the wait are kept in order. Of several waits for one name, the latest is completed first.
    /// </remarks>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event, for some time.</summary>
    /// <exception cref="TaskCanceledException">It did not come in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event, for some time.</summary>
    /// <exception cref="TaskCanceledException">It did not come in time, or the wait was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timerEnd = new();
        Task timer = CreateTimer(timeout, timerEnd.Token);
        using CancellationTokenSource waitEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> wait = WaitForExternalEvent<T>(eventName, waitEnd.Token);

        CancellationTokenSource loser = await Task.WhenAny(timer, wait) == wait ? timerEnd : waitEnd;
        loser.Cancel();
        return await wait;
    }

    /// <summary>Raises an event on another instance.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what everyone who asks for the instance is shown.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls another orchestration and waits for its end.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls another orchestration and waits for its end.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls another orchestration and waits for its end.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls another orchestration and waits for its end.</summary>
    /// <exception cref="TaskFailedException">It has failed.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Begins anew with an empty history, once the orchestrator has returned.</summary>
    /// <param name="newInput">The input of the new run.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that were not yet consumed are given to the new run.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Begins anew with an empty history, once the orchestrator has returned.</summary>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A new identifier, the same in each replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while code is replayed.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(this, Unwrapped().CreateLogger(categoryName));

    /// <summary>A logger that is silent while code is replayed.</summary>
    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, Unwrapped().CreateLogger(type));

    /// <summary>A logger that is silent while code is replayed.</summary>
    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, Unwrapped().CreateLogger<T>());

    /// <summary>Compares the instance's version with another: below, at or above zero where it is older, the same or newer.</summary>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    // A context that wraps another may give the other's replay-safe loggers as its own.
    private ILoggerFactory Unwrapped()
    {
        ILoggerFactory factory = LoggerFactory;
        for (int depth = 0; factory is ReplaySafeLoggers wrapped; depth++)
        {
            if (depth == 10)
                throw new InvalidOperationException("LoggerFactory leads back to the context's own ReplaySafeLoggerFactory.");
            factory = wrapped.Inner;
        }

        return factory;
    }

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !context.IsReplaying && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying)
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    private sealed class ReplaySafeLoggers(TaskOrchestrationContext context) : ILoggerFactory
    {
        public ILoggerFactory Inner => context.LoggerFactory;

        public ILogger CreateLogger(string categoryName) => context.CreateReplaySafeLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) =>
            throw new NotSupportedException("Providers are added to the application's logging, not to an orchestration's.");

        public void Dispose()
        {
            // The loggers behind it are the application's.
        }
    }
}
