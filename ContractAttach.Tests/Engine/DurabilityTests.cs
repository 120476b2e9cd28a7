using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class DurabilityTests
{
    private const string Main = "main", Child = "child", Ear = "ear";

    /// <summary>The process ends at each write there is, before it or just after it: the next one comes to the same end.</summary>
    [Theory]
    [InlineData(Fault.DeathBefore)]
    [InlineData(Fault.DeathAfter)]
    public async Task Killed_at_any_write_and_started_again_the_instances_come_to_the_same_end(Fault death)
    {
        string[] undisturbed = [.. (await RunAsync(_ => Fault.None)).Kinds];

        for (int at = 1; at <= undisturbed.Length; at++)
        {
            FaultyStore store = await RunAsync(write => write == at ? death : Fault.None);
            Assert.True(store.Died.IsCompleted);
            Assert.Equal(undisturbed[at - 1], store.Kinds.ElementAt(at - 1));
        }
    }

    [Theory]
    [InlineData(Fault.Unavailable)]
    [InlineData(Fault.AnswerLost)]
    public async Task A_fault_of_each_single_write_is_not_noticed(Fault fault)
    {
        int undisturbed = (await RunAsync(_ => Fault.None)).Writes;

        await Task.WhenAll(Enumerable.Range(1, undisturbed).Select(async at =>
        {
            FaultyStore store = await RunAsync(write => write == at ? fault : Fault.None);
            Assert.InRange(store.Writes, at + 1, int.MaxValue);
        }));
    }

    [Fact]
    public async Task The_story_makes_every_kind_of_write()
    {
        FaultyStore store = await RunAsync(_ => Fault.None);

        Assert.Equal(["delete", "delete spilled", "insert", "replace", "spill"], store.Kinds.Distinct().Order(StringComparer.Ordinal));
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
        await Patience.UntilAsync(() => store.Writes >= tried + 3, "the write to be tried again and again");
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
        await store.ReplaceAsync(row with { Commit = "another" }, row, TestContext.Current.CancellationToken);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(id, "e", "x"));
        RpcException later = await Assert.ThrowsAsync<RpcException>(() => engine.ScheduleAsync("Wait"));

        Assert.Equal((StatusCode.Unavailable, StatusCode.Unavailable), (refused.StatusCode, later.StatusCode));
        Assert.Single(engine.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_instances_than_a_page_of_the_store_go_on_after_a_restart()
    {
        InMemoryInstanceStore store = new();
        string[] ids = [.. Enumerable.Range(0, 1_001).Select(number => $"wait-{number}")];
        void AddTasks(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("e"));
        await using (TestEngine first = await TestEngine.StartAsync(AddTasks, store))
        {
            foreach (string id in ids)
                await first.ScheduleAsync("Wait", instanceId: id);
        }

        await using TestEngine second = await TestEngine.StartAsync(AddTasks, store);
        foreach (string id in ids)
            await second.RaiseAsync(id, "e", id);

        foreach (string id in ids)
            Assert.Equal(id, TestEngine.ResultOf<string>(await second.EndOfAsync(id)));
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
    /// <returns>The store as the first process saw it.</returns>
    private static async Task<FaultyStore> RunAsync(Func<int, Fault> faultOf)
    {
        InMemoryInstanceStore store = new();
        FaultyStore faulty = new(store, faultOf);
        await using (TestEngine first = await TestEngine.StartAsync(Story, faulty))
        {
            Task told = TellAsync(first);
            if (await Task.WhenAny(told, faulty.Died) == told)
            {
                await told;
                return faulty;
            }

            await first.KillAsync();
            faulty.Bury();
            await Assert.ThrowsAnyAsync<Exception>(() => told);
        }

        await using TestEngine second = await TestEngine.StartAsync(Story, store);
        await TellAsync(second);
        return faulty;
    }

    // One thing after the other, so that it is the same number of writes each time; and again, whatever has been done of it already.
    private static async Task TellAsync(TestEngine engine)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        foreach (string id in (string[])[Ear, Main])
        {
            if (await engine.Client.GetInstanceAsync(id, cancellation) is null)
                await engine.ScheduleAsync(id, new Round(1, ""), id);
            await engine.BeginOfAsync(id);
        }

        await RaiseUnlessEndedAsync(engine, "go");
        await engine.EndOfAsync(Ear);
        await Patience.UntilAsync(
            async () => await engine.RowOfAsync(Main) is not { HasEnded: false } row || (row.CustomStatus is not null && row.Outbox is null),
            "the main instance to have sent what it has to send");
        await RaiseUnlessEndedAsync(engine, "end");

        Assert.Equal("heard", TestEngine.ResultOf<string>(await engine.EndOfAsync(Ear)));
        Assert.Equal("70000,1,2", TestEngine.ResultOf<string>(await engine.EndOfAsync(Main)));
        foreach (string id in (string[])[Main, Child, Ear])
        {
            await engine.Client.PurgeInstanceAsync(id, cancellation);
            Assert.Null(await engine.Client.GetInstanceAsync(id, cancellation));
        }
    }

    private static async Task RaiseUnlessEndedAsync(TestEngine engine, string name)
    {
        try
        {
            await engine.RaiseAsync(Main, name, true);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
        {
            // It was raised before, and was enough.
        }
    }

    // Three executions: a history that outgrows its row; a sub-orchestration; one in the place of that, and an event to another instance.
    private static void Story(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<Round, string?>(Main, async (context, round) =>
        {
            if (round.Number == 1)
            {
                await context.WaitForExternalEvent<bool>("go");
                string large = await context.CallActivityAsync<string>("Large");
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                context.ContinueAsNew(new Round(2, $"{large.Length}"));
                return null;
            }

            int one = await context.CallSubOrchestratorAsync<int>(Child, round.Number, new TaskOptions().WithInstanceId(Child));
            string results = $"{round.Results},{one}";
            if (round.Number == 2)
            {
                context.ContinueAsNew(new Round(3, results));
                return null;
            }

            context.SendEvent(Ear, "note", "heard");
            context.SetCustomStatus("sent");
            await context.WaitForExternalEvent<bool>("end");
            return results;
        })
        .AddOrchestratorFunc<int, int>(Child, (context, round) => context.CallActivityAsync<int>("Less", round))
        .AddOrchestratorFunc<string>(Ear, context => context.WaitForExternalEvent<string>("note"))
        .AddActivityFunc("Large", _ => new string('x', 70_000))
        .AddActivityFunc<int, int>("Less", (_, value) => value - 1);

    private sealed record Round(int Number, string Results);
}
