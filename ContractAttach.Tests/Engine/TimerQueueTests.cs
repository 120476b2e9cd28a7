using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class TimerQueueTests
{
    private readonly SuspendedTime _time = new();
    private readonly List<string> _woken = [];

    [Fact]
    public void Instances_are_woken_in_the_order_of_their_times()
    {
        using TimerQueue queue = Queue();
        queue.Arm(New("c"), In(3));
        queue.Arm(New("a"), In(1));
        queue.Arm(New("b"), In(1));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["a", "b"], _woken);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["a", "b", "c"], _woken);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_time_that_is_overtaken_or_taken_back_is_not_kept()
    {
        using TimerQueue queue = Queue();
        Instance later = New("later"), never = New("never");
        for (int minutes = 1; minutes <= 100; minutes++)
            queue.Arm(later, In(minutes));
        queue.Arm(never, In(1));
        queue.Arm(never, null);

        Assert.Equal(1, queue.Count);
        _time.Advance(TimeSpan.FromMinutes(99));
        Assert.Empty(_woken);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["later"], _woken);
    }

    [Fact]
    public void A_time_that_comes_while_the_machine_is_suspended_is_noticed_within_a_minute_after()
    {
        using TimerQueue queue = Queue();
        queue.Arm(New("due"), In(120));

        _time.Suspend(TimeSpan.FromMinutes(120));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["due"], _woken);
    }

    private static Instance New(string id)
    {
        InstanceRow row = new()
        {
            InstanceId = id,
            Name = "Any",
            Version = "",
            Status = OrchestrationRuntimeStatus.Running,
            CreatedAt = default,
            UpdatedAt = default,
            Live = true,
            Execution = "1",
            Commit = "1",
            History = "",
        };
        return new(new(row, ""));
    }

    private TimerQueue Queue() => new(_time, (instance, _) => _woken.Add(instance.Row.InstanceId));

    private DateTimeOffset In(int minutes) => _time.GetUtcNow().AddMinutes(minutes);

    /// <summary>The clock goes on while the machine is suspended, timers do not.</summary>
    private sealed class SuspendedTime : FakeTimeProvider
    {
        private TimeSpan _suspended;

        public void Suspend(TimeSpan time) => _suspended += time;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _suspended;
    }
}
