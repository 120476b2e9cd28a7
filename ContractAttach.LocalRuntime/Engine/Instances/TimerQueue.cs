namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Wakes instances when their first timer is due: one clock for all, and nothing that polls.</summary>
internal sealed class TimerQueue : IDisposable
{
    // A timer of the platform does not count the time in which the machine is suspended, and takes at most 49 days: the clock is looked at again.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<TimerEntry> _queue = [];
    private readonly TimeProvider _time;
    private readonly Action<Instance> _wake;
    private readonly ITimer _timer;
    private long _entries;

    /// <param name="time">The clock.</param>
    /// <param name="wake">Called for each instance that is due.</param>
    internal TimerQueue(TimeProvider time, Action<Instance> wake)
    {
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(_ => WakeDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many instances are to be woken.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    /// <summary>Sets when an instance is to be woken, in place of what was set before; null for not at all.</summary>
    internal void Arm(Instance instance, DateTimeOffset? due)
    {
        lock (_gate)
        {
            if (instance.Armed?.Due == due)
                return;
            if (instance.Armed is { } overtaken)
                _queue.Remove(overtaken);
            instance.Armed = due is { } at ? new(at, ++_entries, instance) : null;
            if (instance.Armed is null)
                return;
            _queue.Add(instance.Armed);
            SetTimer();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void WakeDue()
    {
        List<Instance> due = [];
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            while (_queue.Min is { } next && next.Due <= now)
            {
                _queue.Remove(next);
                next.Instance.Armed = null;
                due.Add(next.Instance);
            }

            SetTimer();
        }

        foreach (Instance instance in due)
            _wake(instance);
    }

    private void SetTimer()
    {
        if (_queue.Min is not { } next)
            return;
        TimeSpan wait = next.Due - _time.GetUtcNow();
        wait = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(wait < s_longestWait ? wait : s_longestWait, Timeout.InfiniteTimeSpan);
    }
}
