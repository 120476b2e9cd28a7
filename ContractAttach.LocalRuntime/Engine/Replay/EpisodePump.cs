namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// Keeps an orchestrator on one thread for the length of an episode, and notices when it leaves it: when it awaited
/// something that is not the orchestration's, or used its context from elsewhere.
/// </summary>
/// <param name="leftLater">Called when that is noticed after the episode.</param>
internal sealed class EpisodePump(Action leftLater) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = [];
    private readonly Lock _gate = new();
    private int _thread;
    private bool _left;
    private bool _closed;

    /// <summary>The message of an instance that fails for this.</summary>
    internal const string LeftMessage =
        "The orchestrator awaits, or runs on, something that its context has not given (Task.Run, Task.Delay, I/O, ConfigureAwait(false)): "
        + "this cannot be replayed. Use the context's timers, activities and events.";

    private bool IsInside => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Runs a step of the orchestrator, and all that follows from it.</summary>
    internal void Run(Action step)
    {
        SynchronizationContext? outer = Current;
        _thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            step();
            while (_queue.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
                next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(outer);
            _thread = 0;
        }
    }

    /// <summary>Ends the episode.</summary>
    /// <returns>Whether the orchestrator has left its thread.</returns>
    internal bool Close()
    {
        lock (_gate)
        {
            _closed = true;
            return _left;
        }
    }

    /// <summary>Throws where the caller is not on the orchestrator's thread.</summary>
    internal void EnsureInside()
    {
        if (!CheckInside())
            throw new InvalidOperationException(LeftMessage);
    }

    /// <summary>Whether the caller is on the orchestrator's thread; if not, it is noted.</summary>
    internal bool CheckInside()
    {
        if (IsInside)
            return true;

        bool late;
        lock (_gate)
        {
            late = _closed && !_left;
            _left = true;
        }

        if (late)
            leftLater();
        return false;
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (CheckInside())
            _queue.Enqueue((d, state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state)
    {
        EnsureInside();
        d(state);
    }

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
