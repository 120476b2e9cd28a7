using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class TimerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Sleeper, time: _time);
        string id = await engine.ScheduleAsync("Sleep", TimeSpan.FromHours(1));
        await engine.BeginOfAsync(id);

        _time.Advance(TimeSpan.FromMinutes(59));
        await engine.RaiseAsync(id, "nudge");
        Assert.False((await engine.GetAsync(id)).IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromHours(1), TestEngine.ResultOf<TimeSpan>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_timer_on_the_real_clock_fires()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Sleeper);

        Assert.True(await engine.ResultOfAsync<TimeSpan>("Sleep", TimeSpan.FromMilliseconds(20)) >= TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task A_timer_of_the_past_fires_at_once()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Sleeper, time: _time);

        Assert.Equal(TimeSpan.Zero, await engine.ResultOfAsync<TimeSpan>("Sleep", TimeSpan.FromHours(-1)));
    }

    [Fact]
    public async Task Timers_that_fall_due_together_fire_in_the_order_of_their_times()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<int[]>("Race", async context =>
            {
                List<int> fired = [];
                async Task Sleep(int minutes)
                {
                    await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                    fired.Add(minutes);
                }

                await Task.WhenAll(Sleep(3), Sleep(1), Sleep(2));
                return [.. fired];
            }),
            time: _time);
        string id = await engine.ScheduleAsync("Race");
        await engine.BeginOfAsync(id);

        _time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal("1,2,3", string.Join(',', TestEngine.ResultOf<int[]>(await engine.EndOfAsync(id))));
    }

    [Fact]
    public async Task Many_instances_with_the_same_due_time_all_go_on()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Sleeper, time: _time);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => engine.ScheduleAsync("Sleep", TimeSpan.FromHours(1))));
        await Task.WhenAll(ids.Select(engine.BeginOfAsync));

        _time.Advance(TimeSpan.FromHours(1));

        OrchestrationMetadata[] ended = await Task.WhenAll(ids.Select(engine.EndOfAsync));
        Assert.All(ended, e => Assert.Equal(OrchestrationRuntimeStatus.Completed, e.RuntimeStatus));
    }

    [Fact]
    public async Task A_cancelled_timer_lets_the_instance_complete()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<bool>("Cancel", async context =>
            {
                using CancellationTokenSource cancellation = new();
                Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
                await context.WaitForExternalEvent<bool>("stop");
                cancellation.Cancel();
                await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
                return timer.IsCanceled;
            }),
            time: _time);
        string id = await engine.ScheduleAsync("Cancel");

        await engine.RaiseAsync(id, "stop", true);

        Assert.True(TestEngine.ResultOf<bool>(await engine.EndOfAsync(id)));
    }

    // As the real one: what the code has begun must end first.
    [Fact]
    public async Task A_timer_that_nobody_cancels_keeps_the_instance_running()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Forget", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return Task.FromResult("done");
            }),
            time: _time);
        string id = await engine.ScheduleAsync("Forget");
        OrchestrationMetadata begun = await engine.BeginOfAsync(id);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, begun.RuntimeStatus);
        Assert.Equal("done", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_timer_that_fell_due_while_nothing_ran_fires_at_the_next_start()
    {
        InMemoryInstanceStore store = new();
        string id;
        await using (TestEngine first = await TestEngine.StartAsync(Sleeper, store, _time))
        {
            id = await first.ScheduleAsync("Sleep", TimeSpan.FromMinutes(10));
            await first.BeginOfAsync(id);
        }

        _time.Advance(TimeSpan.FromHours(5));
        await using TestEngine second = await TestEngine.StartAsync(Sleeper, store, _time);

        Assert.Equal(TimeSpan.FromHours(5), TestEngine.ResultOf<TimeSpan>(await second.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_timer_set_before_a_restart_fires_after_it()
    {
        InMemoryInstanceStore store = new();
        string id;
        await using (TestEngine first = await TestEngine.StartAsync(Sleeper, store, _time))
        {
            id = await first.ScheduleAsync("Sleep", TimeSpan.FromMinutes(10));
            await first.BeginOfAsync(id);
        }

        await using TestEngine second = await TestEngine.StartAsync(Sleeper, store, _time);
        Assert.False((await second.GetAsync(id)).IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(10), TestEngine.ResultOf<TimeSpan>(await second.EndOfAsync(id)));
    }

    [Fact]
    public async Task An_instance_that_shall_start_later_keeps_its_events_until_then()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("e")), time: _time);
        string id = await engine.ScheduleAsync("Wait", options: new(StartAt: _time.GetUtcNow().AddHours(1)));

        await engine.RaiseAsync(id, "e", "early");
        OrchestrationMetadata pending = await engine.GetAsync(id);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Pending, pending.RuntimeStatus);
        Assert.Equal("early", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    // The real one makes several timers of one that is longer than three days.
    [Fact]
    public async Task A_timer_of_weeks_fires_when_they_are_over()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Sleeper, time: _time);
        string id = await engine.ScheduleAsync("Sleep", TimeSpan.FromDays(60));
        await engine.BeginOfAsync(id);

        _time.Advance(TimeSpan.FromDays(59));
        await engine.RaiseAsync(id, "nudge");
        Assert.False((await engine.GetAsync(id)).IsCompleted);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromDays(60), TestEngine.ResultOf<TimeSpan>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Sub_orchestrations_whose_timers_fall_due_together_all_go_on()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", async context =>
            {
                DateTime due = context.CurrentUtcDateTime.AddMilliseconds(50);
                return (await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => context.CallSubOrchestratorAsync<int>("Child", due)))).Sum();
            })
            .AddOrchestratorFunc<DateTime, int>("Child", async (context, due) =>
            {
                await Task.WhenAll(context.CreateTimer(due, CancellationToken.None), context.CreateTimer(due, CancellationToken.None));
                return context.CurrentUtcDateTime >= due ? 1 : 0;
            }));

        Assert.Equal(5, await engine.ResultOfAsync<int>("Parent"));
    }

    [Fact]
    public async Task A_time_without_a_zone_is_the_machines_own()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<bool>("Local", async context =>
            {
                DateTime due = context.CurrentUtcDateTime.AddMilliseconds(20);
                await context.CreateTimer(due.ToLocalTime(), CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            }));

        Assert.True(await engine.ResultOfAsync<bool>("Local"));
    }

    private static void Sleeper(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<TimeSpan, TimeSpan>("Sleep", async (context, delay) =>
        {
            DateTime begin = context.CurrentUtcDateTime;
            await context.CreateTimer(delay, CancellationToken.None);
            return context.CurrentUtcDateTime - begin;
        });
}
