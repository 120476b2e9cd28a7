using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Waits for events that end by a time-out or are cancelled. All on the real clock: they run on the real engine too.</summary>
public sealed class EventTimeoutTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_never = TimeSpan.FromDays(7);

    [Fact]
    public async Task An_event_that_wins_over_timeout_and_token_leaves_no_timer_that_holds_up_the_end()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                using CancellationTokenSource cancellation = new();
                return await context.WaitForExternalEvent<string>("e", s_never, cancellation.Token);
            }));
        string id = await engine.ScheduleAsync("Wait");

        await engine.RaiseAsync(id, "e", "in time");

        Assert.Equal("in time", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_timeout_that_wins_throws_though_nobody_cancelled()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                using CancellationTokenSource cancellation = new();
                string how = await HowItEndedAsync(context.WaitForExternalEvent<string>("e", s_soon, cancellation.Token));
                return $"{how}, {cancellation.IsCancellationRequested}";
            }));

        Assert.Equal("TaskCanceledException, False", await engine.ResultOfAsync<string>("Wait"));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_ends_the_wait_and_its_timer()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                using CancellationTokenSource cancellation = new();
                Task<string> wait = context.WaitForExternalEvent<string>("e", s_never, cancellation.Token);
                await context.CreateTimer(s_soon, CancellationToken.None);
                cancellation.Cancel();
                return await HowItEndedAsync(wait);
            }));

        Assert.Equal("TaskCanceledException", await engine.ResultOfAsync<string>("Wait"));
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_ends_the_wait_at_once()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", context =>
                HowItEndedAsync(context.WaitForExternalEvent<string>("e", s_never, new CancellationToken(canceled: true)))));

        Assert.Equal("TaskCanceledException", await engine.ResultOfAsync<string>("Wait"));
    }

    [Fact]
    public async Task A_timer_under_a_token_that_was_cancelled_before_is_cancelled()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                string how = await HowItEndedAsync(ToStringAsync(context.CreateTimer(s_never, new CancellationToken(canceled: true))));
                return $"{how}, {await context.CallActivityAsync<int>("One")}";
            })
            .AddActivityFunc("One", _ => 1));

        Assert.Equal("TaskCanceledException, 1", await engine.ResultOfAsync<string>("Wait"));
    }

    [Fact]
    public async Task Of_two_waits_with_timeouts_the_loser_is_cancelled_and_holds_up_nothing()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                using CancellationTokenSource first = new(), second = new();
                Task<string> one = context.WaitForExternalEvent<string>("one", s_never, first.Token);
                Task<string> two = context.WaitForExternalEvent<string>("two", s_never, second.Token);
                Task<string> winner = await Task.WhenAny(one, two);
                (winner == one ? second : first).Cancel();
                return await winner;
            }));
        string id = await engine.ScheduleAsync("Race");

        await engine.RaiseAsync(id, "two", "second");

        Assert.Equal("second", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_newer_wait_gets_the_event_though_an_older_one_timed_out()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                string how = await HowItEndedAsync(context.WaitForExternalEvent<string>("e", s_soon));
                context.SetCustomStatus("again");
                return $"{how}, {await context.WaitForExternalEvent<string>("e", s_never)}";
            }));
        string id = await engine.ScheduleAsync("Wait");
        await Patience.UntilAsync(async () => (await engine.GetAsync(id)).SerializedCustomStatus is not null, "the second wait");

        await engine.RaiseAsync(id, "e", "late");

        Assert.Equal("TaskCanceledException, late", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_loop_around_one_unfinished_wait_and_a_timer_of_each_round_loses_no_event()
    {
        const int Count = 20;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Loop", async context =>
            {
                List<int> got = [];
                Task<int> wait = context.WaitForExternalEvent<int>("n");
                while (got.Count < Count)
                {
                    using CancellationTokenSource round = new();
                    Task timer = context.CreateTimer(s_never, round.Token);
                    if (await Task.WhenAny(wait, timer) == wait)
                    {
                        got.Add(await wait);
                        if (got.Count < Count)
                            wait = context.WaitForExternalEvent<int>("n");
                    }

                    round.Cancel();
                }

                return [.. got];
            }));
        string id = await engine.ScheduleAsync("Loop");

        for (int i = 0; i < Count; i++)
            await engine.RaiseAsync(id, "N", i);

        Assert.Equal(Enumerable.Range(0, Count), TestEngine.ResultOf<int[]>(await engine.EndOfAsync(id)));
    }

    private static async Task<string> HowItEndedAsync(Task<string> wait)
    {
        try
        {
            return await wait;
        }
        catch (OperationCanceledException e)
        {
            return e.GetType().Name;
        }
    }

    private static async Task<string> ToStringAsync(Task timer)
    {
        await timer;
        return "fired";
    }
}
