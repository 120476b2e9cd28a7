using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task An_orchestrator_begins_anew_with_its_new_input()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, value) =>
            {
                value = await context.CallActivityAsync<int>("Add", value);
                if (value < 50)
                    context.ContinueAsNew(value);
                return value;
            })
            .AddActivityFunc<int, int>("Add", (_, value) => value + 1));

        OrchestrationMetadata ended = await engine.RunAsync("Count", 0);

        Assert.Equal(50, TestEngine.ResultOf<int>(ended));
        Assert.Equal(49, ended.ReadInputAs<int>());
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(false, 1)]
    public async Task Events_not_yet_consumed_are_kept_if_that_is_asked_for(bool keep, int expected)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, count) =>
            {
                if (count == 0)
                    await context.WaitForExternalEvent<bool>("go");
                await context.WaitForExternalEvent<int>("n");
                count++;
                if (count < expected)
                    context.ContinueAsNew(count, keep);
                return count;
            }));
        string id = await engine.ScheduleAsync("Count", 0);
        for (int i = 0; i < 10; i++)
            await engine.RaiseAsync(id, "n", i);

        await engine.RaiseAsync(id, "go", true);

        Assert.Equal(expected, TestEngine.ResultOf<int>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Events_that_are_not_kept_are_gone()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool, string>("Drop", async (context, again) =>
            {
                await context.WaitForExternalEvent<bool>("go");
                if (!again)
                    context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                return again ? await context.WaitForExternalEvent<string>("e") : "";
            }));
        string id = await engine.ScheduleAsync("Drop", false);

        await engine.RaiseAsync(id, "e", "dropped");
        await engine.RaiseAsync(id, "go", true);
        await engine.RaiseAsync(id, "go", true);
        await engine.RaiseAsync(id, "e", "later");

        Assert.Equal("later", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_new_run_can_have_a_new_version()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Move", (context, round) =>
            {
                if (round < 2)
                    context.ContinueAsNew(new ContinueAsNewOptions { NewInput = round + 1, NewVersion = $"{round + 1}.0" });
                return context.Version;
            }));

        Assert.Equal("2.0", await engine.ResultOfAsync<string>("Move", 1));
    }

    [Fact]
    public async Task New_guids_of_a_new_run_are_new()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<Guid?, bool>("Guids", (context, before) =>
            {
                Guid guid = context.NewGuid();
                if (before is null)
                    context.ContinueAsNew(guid);
                return guid != before;
            }),
            time: new Microsoft.Extensions.Time.Testing.FakeTimeProvider());

        Assert.True(await engine.ResultOfAsync<bool>("Guids"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_that_come_while_a_round_has_a_timer_reach_the_next_ones(bool timers)
    {
        const int Count = 10;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, count) =>
            {
                await context.WaitForExternalEvent<string>("e");
                if (timers)
                    await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                if (++count < Count)
                    context.ContinueAsNew(count);
                return count;
            }));
        string id = await engine.ScheduleAsync("Count", 0);

        for (int i = 0; i < Count; i++)
            await engine.RaiseAsync(id, "e");

        Assert.Equal(Count, TestEngine.ResultOf<int>(await engine.EndOfAsync(id)));
    }

    // As the real one: only what came before the code asked for a new run is dropped.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_that_come_once_a_new_run_is_asked_for_reach_it_even_if_older_ones_are_not_kept(bool awaited)
    {
        TaskCompletionSource running = new(), held = new();
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool, string>("Late", async (context, again) =>
            {
                if (again)
                    return await context.WaitForExternalEvent<string>("e");
                await context.WaitForExternalEvent<bool>("go");
                Task<string>? abandoned = awaited ? context.WaitForExternalEvent<string>("e") : null;
                context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                await context.CallActivityAsync("Held");
                return abandoned?.IsCompleted == true ? "taken" : "";
            })
            .AddActivityFunc("Held", _ =>
            {
                running.TrySetResult();
                return held.Task;
            }));
        string id = await engine.ScheduleAsync("Late", false);
        if (!awaited)
            await engine.RaiseAsync(id, "e", "dropped");
        await engine.RaiseAsync(id, "go", true);
        await running.Task;

        await engine.RaiseAsync(id, "e", "late");
        held.SetResult();

        Assert.Equal("late", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_is_sent_again_after_several_new_runs_is_not_taken_twice(bool unread)
    {
        InMemoryInstanceStore store = new();
        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Send", context => context.SendEvent("ear", "n", 1))
            .AddOrchestratorFunc<int[], int[]>("Hear", async (context, heard) =>
            {
                if (!await context.WaitForExternalEvent<bool>("next"))
                    return heard;
                if (!unread || heard.Length >= 2)
                    heard = [.. heard, await context.WaitForExternalEvent<int>("n")];
                else
                    heard = [.. heard, 0];
                context.ContinueAsNew(heard);
                return [];
            });
        InstanceRow sender;
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, store))
        {
            await first.ScheduleAsync("Hear", Array.Empty<int>(), "ear");
            await first.BeginOfAsync("ear");
            string id = (await first.RunAsync("Send")).InstanceId;
            sender = (await store.ReadAsync(id, TestContext.Current.CancellationToken))!;
            await first.RaiseAsync("ear", "next", true);
            for (int more = 2; more <= 3; more++)
            {
                if (!unread)
                    await first.RaiseAsync("ear", "n", more);
                await first.RaiseAsync("ear", "next", true);
            }
        }

        // As if the process had ended before the sender knew that the event was stored.
        string outbox = HistoryText.Write([new OutboxItem($"{sender.Execution}:0", "ear", "n", "1")])!;
        await store.ReplaceAsync(sender with { Outbox = outbox, Live = true }, sender, TestContext.Current.CancellationToken);
        await using TestEngine second = await TestEngine.StartAsync(Tasks, store);
        await second.EndOfAsync(sender.InstanceId);
        await second.RaiseAsync("ear", "next", true);
        await second.RaiseAsync("ear", "n", 4);
        await second.RaiseAsync("ear", "next", false);

        int[] expected = unread ? [0, 0, 1, 4] : [1, 2, 3, 4];
        Assert.Equal(expected, TestEngine.ResultOf<int[]>(await second.EndOfAsync("ear")));
    }

    [Fact]
    public async Task A_run_that_fails_after_it_asked_for_a_new_one_fails_the_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fail", (Action<TaskOrchestrationContext>)(context =>
            {
                context.ContinueAsNew("again");
                throw new InvalidOperationException("no");
            })));

        OrchestrationMetadata ended = await engine.RunAsync("Fail");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, "no"), (ended.RuntimeStatus, ended.FailureDetails!.ErrorMessage));
    }

    [Fact]
    public async Task A_new_run_begins_once_all_that_the_last_one_began_has_ended()
    {
        int ended = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool, int>("Anew", async (context, again) =>
            {
                if (again)
                    return await context.CallActivityAsync<int>("Ended");
                _ = context.CallActivityAsync("End");
                _ = context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                context.ContinueAsNew(true);
                return 0;
            })
            .AddActivityFunc("End", _ => { Interlocked.Increment(ref ended); })
            .AddActivityFunc("Ended", _ => Volatile.Read(ref ended)));

        Assert.Equal(1, await engine.ResultOfAsync<int>("Anew", false));
    }

    [Fact]
    public async Task Many_instances_begin_anew_many_times_side_by_side()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Round", async (context, round) =>
            {
                await Task.WhenAll(context.CallActivityAsync("Nothing"), context.CallActivityAsync("Nothing"));
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                if (round < 10)
                    context.ContinueAsNew(round + 1);
                return round;
            })
            .AddActivityFunc("Nothing", _ => { }));

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => engine.ScheduleAsync("Round", 1)));

        Assert.All(await Task.WhenAll(ids.Select(engine.EndOfAsync)), end => Assert.Equal(10, TestEngine.ResultOf<int>(end)));
    }
}
