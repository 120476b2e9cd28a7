namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Wakes instances when their first timer is due: one clock for all, and nothing that polls.</summary>
internal sealed class TimerQueue : IDisposable
{
    // The longest time that a timer of the platform takes is 49 days.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Instance, DateTimeOffset> _queue = new();
    private readonly TimeProvider _time;
    private readonly Action<Instance> _wake;
    private readonly ITimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="wake">Called for each instance that is due.</param>
    internal TimerQueue(TimeProvider time, Action<Instance> wake)
    {
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(_ => WakeDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets when an instance is to be woken, in place of what was set before; null for not at all.</summary>
    internal void Arm(Instance instance, DateTimeOffset? due)
    {
        lock (_gate)
        {
            if (instance.ArmedFor == due)
                return;
            instance.ArmedFor = due;
            if (due is null)
                return;
            _queue.Enqueue(instance, due.Value);
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
            while (_queue.TryPeek(out Instance? instance, out DateTimeOffset at) && at <= now)
            {
                _queue.Dequeue();

                // An entry that was overtaken by another one stays in the queue until it is due.
                if (instance.ArmedFor == at)
                {
                    instance.ArmedFor = null;
                    due.Add(instance);
                }
            }

            SetTimer();
        }

        foreach (Instance instance in due)
            _wake(instance);
    }

    private void SetTimer()
    {
        if (!_queue.TryPeek(out _, out DateTimeOffset next))
            return;
        TimeSpan wait = next - _time.GetUtcNow();
        wait = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(wait < s_longestWait ? wait : s_longestWait, Timeout.InfiniteTimeSpan);
    }
}
