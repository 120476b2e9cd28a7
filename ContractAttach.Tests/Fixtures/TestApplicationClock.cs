namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// A clock that goes on by itself, so that whatever waits for a moment gets it, and that can be set forward: what falls due then
/// happens then. It can also be set otherwise than time goes by, as the clock of a machine sometimes is.
/// </summary>
public sealed class TestApplicationClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<SkippingTimer> _timers = [];
    private long _skippedTicks;
    private long _jumpedTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _skippedTicks));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Skipped + TimeSpan.FromTicks(Interlocked.Read(ref _jumpedTicks));

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Skipped.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippingTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets the clock forward.</summary>
    public void Skip(TimeSpan time)
    {
        SkippingTimer[] timers;
        lock (_gate)
        {
            Interlocked.Add(ref _skippedTicks, time.Ticks);
            timers = [.. _timers];
        }

        foreach (SkippingTimer timer in timers)
            timer.Rearm();
    }

    /// <summary>Sets the clock, forward or back, while no time passes: no timer is the nearer for it.</summary>
    public void Jump(TimeSpan time) => Interlocked.Add(ref _jumpedTicks, time.Ticks);

    private void Forget(SkippingTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    /// <summary>A timer of the system, set anew whenever time is skipped.</summary>
    private sealed class SkippingTimer : ITimer
    {
        private readonly Lock _gate = new();
        private readonly TestApplicationClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private long? _due;

        public SkippingTimer(TestApplicationClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _timer = System.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _period = period;
                return Set(dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetTimestamp() + dueTime.Ticks);
            }
        }

        public void Rearm()
        {
            lock (_gate)
                Set(_due);
        }

        public void Dispose()
        {
            _clock.Forget(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            _clock.Forget(this);
            return _timer.DisposeAsync();
        }

        private void Fire()
        {
            lock (_gate)
            {
                // Changed, or fired already, between its time and now.
                if (_due is not { } due || due > _clock.GetTimestamp())
                {
                    Set(_due);
                    return;
                }

                Set(_period > TimeSpan.Zero ? _clock.GetTimestamp() + _period.Ticks : null);
            }

            _callback(_state);
        }

        private bool Set(long? due)
        {
            _due = due;
            TimeSpan wait = due is { } at ? TimeSpan.FromTicks(Math.Max(0, at - _clock.GetTimestamp())) : Timeout.InfiniteTimeSpan;
            return _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
