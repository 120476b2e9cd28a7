using ContractAttach.LocalRuntime.Engine;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class DurabilityTests
{
    private const string Main = "main";

    /// <summary>The process ends at each write there is, before it or just after it: the next one comes to the same end.</summary>
    [Theory]
    [InlineData(Fault.DeathBefore)]
    [InlineData(Fault.DeathAfter)]
    public async Task Killed_at_any_write_and_started_again_an_instance_comes_to_the_same_end(Fault death)
    {
        int undisturbed = await RunAsync(_ => Fault.None);
        Assert.InRange(undisturbed, 20, 60);

        int deaths = 0;
        for (int at = 1; at <= undisturbed; at++)
            deaths += await RunAsync(write => write == at ? death : Fault.None) >= at ? 1 : 0;

        Assert.InRange(deaths, undisturbed - 5, undisturbed);
    }

    [Theory]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.AnswerLost)]
    public async Task A_fault_of_each_single_write_is_not_noticed(Fault fault)
    {
        int undisturbed = await RunAsync(_ => Fault.None);

        for (int at = 1; at <= undisturbed; at += 3)
            await RunAsync(write => write == at ? fault : Fault.None);
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_while_delays_a_raise_and_loses_nothing()
    {
        bool away = false;
        FaultyStore store = new(new InMemoryInstanceStore(), _ => away ? Fault.Unavailable : Fault.None);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("e")), store);
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);

        away = true;
        Task raise = engine.RaiseAsync(id, "e", "kept");
        int tried = store.Writes;
        while (store.Writes < tried + 3)
            await Task.Yield();
        Assert.False(raise.IsCompleted);
        away = false;
        await raise;

        Assert.Equal("kept", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_state_that_the_store_refuses_fails_its_instance_alone()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Nothing", _ => Task.CompletedTask),
            new FaultyStore(new InMemoryInstanceStore(), write => write == 2 ? Fault.Rejected : Fault.None));

        OrchestrationMetadata refused = await engine.RunAsync("Nothing");
        OrchestrationMetadata next = await engine.RunAsync("Nothing");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, refused.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, next.RuntimeStatus);
    }

    [Fact]
    public async Task Somebody_elses_write_stops_the_engine()
    {
        InMemoryInstanceStore store = new();
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("e")), store);
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);
        InstanceRow row = (await store.ReadAsync(id, TestContext.Current.CancellationToken))!;
        await store.ReplaceAsync(row with { Commit = "another" }, TestContext.Current.CancellationToken);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(id, "e", "x"));
        RpcException later = await Assert.ThrowsAsync<RpcException>(() => engine.ScheduleAsync("Wait"));

        Assert.Equal((StatusCode.Unavailable, StatusCode.Unavailable), (refused.StatusCode, later.StatusCode));
        Assert.Single(engine.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_graceful_stop_stores_the_result_of_a_running_activity()
    {
        InMemoryInstanceStore store = new();
        TaskCompletionSource running = new();
        TaskCompletionSource release = new();
        int runs = 0;
        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int>("One", context => context.CallActivityAsync<int>("Slow"))
            .AddActivityFunc("Slow", async _ =>
            {
                running.TrySetResult();
                await release.Task;
                return Interlocked.Increment(ref runs);
            });

        string id;
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, store))
        {
            id = await first.ScheduleAsync("One");
            await running.Task;
            Task stop = first.StopAsync();
            release.SetResult();
            await stop;
        }

        await using TestEngine second = await TestEngine.StartAsync(Tasks, store);

        Assert.Equal(1, TestEngine.ResultOf<int>(await second.EndOfAsync(id)));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task An_activity_that_was_cut_off_runs_again()
    {
        InMemoryInstanceStore store = new();
        TaskCompletionSource running = new();
        TaskCompletionSource never = new();
        string id;
        await using (TestEngine first = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("One", context => context.CallActivityAsync<string>("Slow"))
                .AddActivityFunc<string>("Slow", async _ =>
                {
                    running.TrySetResult();
                    await never.Task;
                    return "first";
                }),
            store))
        {
            id = await first.ScheduleAsync("One");
            await running.Task;
        }

        await using TestEngine second = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("One", context => context.CallActivityAsync<string>("Slow"))
                .AddActivityFunc<string>("Slow", _ => "second"),
            store);

        Assert.Equal("second", TestEngine.ResultOf<string>(await second.EndOfAsync(id)));
    }

    /// <summary>Runs the story to its end, over as many processes as it takes.</summary>
    /// <returns>How many writes the first process made.</returns>
    private static async Task<int> RunAsync(Func<int, Fault> faultOf)
    {
        InMemoryInstanceStore store = new();
        FaultyStore faulty = new(store, faultOf);
        await using (TestEngine first = await TestEngine.StartAsync(Story, faulty))
        {
            Task<string> told = TellAsync(first);
            if (await Task.WhenAny(told, faulty.Died) == told)
            {
                Assert.Equal("6,6,6", await told);
                return faulty.Writes;
            }

            await first.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => told);
        }

        await using TestEngine second = await TestEngine.StartAsync(Story, store);
        Assert.Equal("6,6,6", await TellAsync(second));
        return faulty.Writes;
    }

    private static async Task<string> TellAsync(TestEngine engine)
    {
        if (await engine.Client.GetInstanceAsync(Main, TestContext.Current.CancellationToken) is null)
            await engine.ScheduleAsync("Main", new Round(1, ""), Main);

        try
        {
            await engine.RaiseAsync(Main, "go", true);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
        {
            // It was raised before, and was enough.
        }

        return TestEngine.ResultOf<string>(await engine.EndOfAsync(Main));
    }

    // Three rounds, each of an activity, then two activities and a sub-orchestration at once that raises an event, and a timer.
    private static void Story(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<Round, string?>("Main", async (context, round) =>
        {
            if (round.Number == 1)
                await context.WaitForExternalEvent<bool>("go");
            int one = await context.CallActivityAsync<int>("Add", 0);
            int[] three = await Task.WhenAll(
                context.CallActivityAsync<int>("Add", one),
                context.CallActivityAsync<int>("Add", one),
                context.CallSubOrchestratorAsync<int>("Child", round.Number));
            int note = await context.WaitForExternalEvent<int>("note");
            Assert.Equal(round.Number, note);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);

            string sums = $"{round.Sums}{three.Sum()}";
            if (round.Number == 3)
                return sums;
            context.ContinueAsNew(new Round(round.Number + 1, sums + ","));
            return null;
        })
        .AddOrchestratorFunc<int, int>("Child", async (context, round) =>
        {
            context.SendEvent(context.Parent!.InstanceId, "note", round);
            return await context.CallActivityAsync<int>("Add", 1);
        })
        .AddActivityFunc<int, int>("Add", (_, value) => value + 1);

    private sealed record Round(int Number, string Sums);
}
