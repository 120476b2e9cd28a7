using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Hosting;

public sealed class TimerFunctionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_function_runs_at_each_occurrence_of_its_schedule()
    {
        var clock = new Clock();
        var runs = new Runs();
        await using TestApplication application = await StartAsync(typeof(EveryFiveMinutes), clock, runs);

        clock.Advance(await clock.NextWaitAsync());
        TimerInfo first = await runs.NextAsync();
        clock.Advance(await clock.NextWaitAsync());
        TimerInfo second = await runs.NextAsync();

        Assert.Equal(Noon.AddMinutes(10), clock.GetUtcNow());
        Assert.False(first.IsPastDue || second.IsPastDue);
        Assert.Equal((default, Noon.AddMinutes(10).UtcDateTime), (first.ScheduleStatus!.Last, first.ScheduleStatus.Next));
        Assert.Equal((Noon.AddMinutes(5).UtcDateTime, Noon.AddMinutes(15).UtcDateTime), (second.ScheduleStatus!.Last, second.ScheduleStatus.Next));
    }

    [Fact]
    public async Task Occurrences_missed_while_the_machine_slept_are_made_up_for_once()
    {
        var clock = new Clock();
        var runs = new Runs();
        await using TestApplication application = await StartAsync(typeof(EveryFiveMinutes), clock, runs);

        await clock.NextWaitAsync();
        clock.Advance(TimeSpan.FromMinutes(17));

        Assert.True((await runs.NextAsync()).IsPastDue);
        Assert.Equal(TimeSpan.FromMinutes(3), await clock.NextWaitAsync());
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_interval_is_not_joined_by_another_but_followed_by_one_past_due()
    {
        var clock = new Clock();
        var runs = new Runs { Hold = new TaskCompletionSource() };
        await using TestApplication application = await StartAsync(typeof(EveryFiveMinutes), clock, runs);

        clock.Advance(await clock.NextWaitAsync());
        await runs.NextAsync();
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, runs.Count);
        runs.Hold.SetResult();

        Assert.True((await runs.NextAsync()).IsPastDue);
        Assert.Equal(TimeSpan.FromMinutes(4), await clock.NextWaitAsync());
    }

    [Fact]
    public async Task A_run_that_fails_does_not_keep_the_next_from_its_time()
    {
        var clock = new Clock();
        var runs = new Runs { Failure = new InvalidOperationException("no") };
        await using TestApplication application = await StartAsync(typeof(EveryFiveMinutes), clock, runs);

        clock.Advance(await clock.NextWaitAsync());
        await runs.NextAsync();
        clock.Advance(await clock.NextWaitAsync());

        await runs.NextAsync();
    }

    [Fact]
    public async Task A_schedule_can_be_a_setting_and_a_function_can_run_at_the_start_without_a_monitor()
    {
        var clock = new Clock();
        var runs = new Runs();
        await using TestApplication application = await StartAsync(typeof(AtStart), clock, runs);

        TimerInfo info = await runs.NextAsync();

        Assert.True(info is { IsPastDue: false, ScheduleStatus: null });
        Assert.Equal(TimeSpan.FromHours(1), await clock.NextWaitAsync());
    }

    private static Task<TestApplication> StartAsync(Type functions, Clock clock, Runs runs) => TestApplication.StartAsync(functions, b =>
    {
        b.Services.AddSingleton<TimeProvider>(clock).AddSingleton(runs);
        b.Configuration["Cleanup:Schedule"] = "0 0 * * * *";
    });

    public sealed class EveryFiveMinutes(Runs runs)
    {
        [Function("EveryFiveMinutes")]
        public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => runs.AddAsync(timer);
    }

    public sealed class AtStart(Runs runs)
    {
        [Function("AtStart")]
        public Task RunAsync([TimerTrigger("%Cleanup__Schedule%", RunOnStartup = true, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
            => runs.AddAsync(timer);
    }

    /// <summary>What the function was invoked with.</summary>
    public sealed class Runs
    {
        private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();

        public TaskCompletionSource? Hold { get; init; }

        public Exception? Failure { get; init; }

        public int Count { get; private set; }

        public async Task AddAsync(TimerInfo info)
        {
            Count++;
            _runs.Writer.TryWrite(info);
            if (Hold is not null)
                await Hold.Task;
            if (Failure is not null)
                throw Failure;
        }

        public ValueTask<TimerInfo> NextAsync() => _runs.Reader.ReadAsync(Token);
    }

    /// <summary>A clock that tells when somebody waits by it, and how long.</summary>
    public sealed class Clock() : FakeTimeProvider(Noon)
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public ValueTask<TimeSpan> NextWaitAsync() => _waits.Reader.ReadAsync(Token);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
