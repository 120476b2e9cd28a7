namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// Wakes instances when their first timer is due: by the clock, and where that is set back meanwhile, when so much time has passed.
/// One timer for all.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    // A clock that is set forward is noticed by then, as after a suspension of the machine, whose time a timer of the platform does not count.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    // The clock decides, unless it lags behind by more than this.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<TimerEntry> _queue = [];
    private readonly SortedSet<TimerEntry> _elapsing = new(TimerEntry.ByElapses);
    private readonly TimeProvider _time;
    private readonly Action<Instance, DateTimeOffset> _wake;
    private readonly ITimer _timer;
    private long _entries;

    /// <param name="time">The clock.</param>
    /// <param name="wake">Called for each instance that is due, with what it was set to.</param>
    internal TimerQueue(TimeProvider time, Action<Instance, DateTimeOffset> wake)
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
                Remove(overtaken);
            if (due is not { } at)
                return;
            instance.Armed = new(at, Elapses(at), ++_entries, instance);
            _queue.Add(instance.Armed);
            _elapsing.Add(instance.Armed);
            SetTimer();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void WakeDue()
    {
        List<TimerEntry> due = [];
        lock (_gate)
        {
            while (FirstDue() is { } next)
            {
                Remove(next);
                due.Add(next);
            }

            SetTimer();
        }

        foreach (TimerEntry entry in due)
            _wake(entry.Instance, entry.Due);
    }

    private TimerEntry? FirstDue() =>
        _queue.Min is { } next && next.Due <= _time.GetUtcNow() ? next
        : _elapsing.Min is { } first && first.Elapses <= _time.GetTimestamp() ? first
        : null;

    private void Remove(TimerEntry entry)
    {
        _queue.Remove(entry);
        _elapsing.Remove(entry);
        entry.Instance.Armed = null;
    }

    // Far beyond what is ever set, so that a time at the end of all times is one too.
    private long Elapses(DateTimeOffset due)
    {
        double seconds = Math.Min((due - _time.GetUtcNow() + s_tolerance).TotalSeconds, TimeSpan.FromDays(36500).TotalSeconds);
        return _time.GetTimestamp() + (long)(seconds * _time.TimestampFrequency);
    }

    private void SetTimer()
    {
        if (_queue.Min is not { } next)
            return;
        TimeSpan wait = next.Due - _time.GetUtcNow();
        TimeSpan elapses = _time.GetElapsedTime(_time.GetTimestamp(), _elapsing.Min!.Elapses);
        wait = wait < elapses ? wait : elapses;
        wait = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(wait < s_longestWait ? wait : s_longestWait, Timeout.InfiniteTimeSpan);
    }
}
