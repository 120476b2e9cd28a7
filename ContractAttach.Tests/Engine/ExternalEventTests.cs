using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class ExternalEventTests
{
    [Fact]
    public async Task An_event_completes_the_wait_whatever_the_case_of_its_name()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("Number")));
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);

        await engine.RaiseAsync(id, "nUMBER", 42);

        Assert.Equal(42, TestEngine.ResultOf<int>(await engine.EndOfAsync(id)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Events_before_the_wait_are_kept_in_order(int count)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int[]>("Collect", async (context, wanted) =>
            {
                await context.WaitForExternalEvent<bool>("go");
                List<int> got = [];
                while (got.Count < wanted)
                    got.Add(await context.WaitForExternalEvent<int>("n"));
                return [.. got];
            }));
        string id = await engine.ScheduleAsync("Collect", count);

        for (int i = 0; i < count; i++)
            await engine.RaiseAsync(id, "n", i);
        await engine.RaiseAsync(id, "go", true);

        Assert.Equal(Enumerable.Range(0, count), TestEngine.ResultOf<int[]>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Events_raised_at_once_are_all_received()
    {
        const int Count = 100;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Sum", async context =>
            {
                int sum = 0;
                for (int i = 0; i < Count; i++)
                    sum += await context.WaitForExternalEvent<int>("n");
                return sum;
            }));
        string id = await engine.ScheduleAsync("Sum");

        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => engine.RaiseAsync(id, "n", i)));

        Assert.Equal(Enumerable.Range(0, Count).Sum(), TestEngine.ResultOf<int>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Waits_for_several_names_are_completed_each_by_its_own()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int[]>("Parallel", context =>
                Task.WhenAll(Enumerable.Range(0, 10).Select(i => context.WaitForExternalEvent<int>($"event{i}")))));
        string id = await engine.ScheduleAsync("Parallel");

        foreach (int i in Enumerable.Range(0, 10).Reverse())
            await engine.RaiseAsync(id, $"event{i}", i);

        Assert.Equal(Enumerable.Range(0, 10), TestEngine.ResultOf<int[]>(await engine.EndOfAsync(id)));
    }

    // As the real library since 1.18: a loop around WhenAny leaves older waits behind.
    [Fact]
    public async Task Of_several_waits_for_one_name_the_latest_is_completed_first()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Stack", async context =>
            {
                Task<string> older = context.WaitForExternalEvent<string>("e");
                Task<string> newer = context.WaitForExternalEvent<string>("e");
                return $"{await newer},{await older}";
            }));
        string id = await engine.ScheduleAsync("Stack");

        await engine.RaiseAsync(id, "e", "first");
        await engine.RaiseAsync(id, "e", "second");

        Assert.Equal("first,second", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_cancelled_wait_takes_the_event_that_would_have_been_its_own()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Swallow", async context =>
            {
                using CancellationTokenSource cancellation = new();
                Task<string> wait = context.WaitForExternalEvent<string>("e", cancellation.Token);
                await context.WaitForExternalEvent<bool>("cancel");
                cancellation.Cancel();
                await context.WaitForExternalEvent<bool>("go");
                return $"{wait.IsCanceled},{await context.WaitForExternalEvent<string>("e")}";
            }));
        string id = await engine.ScheduleAsync("Swallow");

        await engine.RaiseAsync(id, "cancel", true);
        await engine.RaiseAsync(id, "e", "swallowed");
        await engine.RaiseAsync(id, "go", true);
        await engine.RaiseAsync(id, "e", "kept");

        Assert.Equal("True,kept", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task An_event_in_time_wins_over_the_timeout_and_lets_the_instance_complete()
    {
        await using TestEngine engine = await TestEngine.StartAsync(TimeoutTasks, time: new FakeTimeProvider());
        string id = await engine.ScheduleAsync("Timeout");

        await engine.RaiseAsync(id, "e", "in time");

        Assert.Equal("in time", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_wait_that_times_out_throws_TaskCanceledException()
    {
        FakeTimeProvider time = new();
        await using TestEngine engine = await TestEngine.StartAsync(TimeoutTasks, time: time);
        string id = await engine.ScheduleAsync("Timeout");
        await engine.BeginOfAsync(id);

        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("TaskCanceledException", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Two_types_for_one_name_are_refused()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Types", context =>
            {
                _ = context.WaitForExternalEvent<int>("e");
                return context.WaitForExternalEvent<string>("e");
            }));

        OrchestrationMetadata ended = await engine.RunAsync("Types");

        Assert.Equal(typeof(ArgumentException).FullName, ended.FailureDetails?.ErrorType);
    }

    // Seen on the real host.
    [Fact]
    public async Task A_payload_that_cannot_be_read_fails_the_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("Number")));
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);

        await engine.RaiseAsync(id, "Number", "not a number");

        Assert.Equal("System.Text.Json.JsonException", (await engine.EndOfAsync(id)).FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task An_event_without_a_payload_fails_an_instance_that_waits_for_a_number()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("Number")));
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);

        await engine.RaiseAsync(id, "Number");

        Assert.Equal(typeof(NullReferenceException).FullName, (await engine.EndOfAsync(id)).FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Instances_raise_events_on_each_other()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Receiver", context => context.WaitForExternalEvent<string>("mail"))
            .AddOrchestratorFunc("Sender", context =>
            {
                context.SendEvent("receiver", "mail", "hello");
                context.SendEvent("nobody", "mail", "lost");
                return Task.CompletedTask;
            }));
        await engine.ScheduleAsync("Receiver", instanceId: "receiver");

        OrchestrationMetadata sender = await engine.RunAsync("Sender");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, sender.RuntimeStatus);
        Assert.Equal("hello", TestEngine.ResultOf<string>(await engine.EndOfAsync("receiver")));
    }

    [Fact]
    public async Task An_instance_raises_an_event_on_itself()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Self", async context =>
            {
                context.SendEvent(context.InstanceId, "mail", "hello");
                return await context.WaitForExternalEvent<string>("MAIL");
            }));

        Assert.Equal("hello", await engine.ResultOfAsync<string>("Self"));
    }

    [Fact]
    public async Task Events_that_nobody_waits_for_do_not_hold_up_the_end()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Wait", async context =>
            {
                _ = context.WaitForExternalEvent<string>("never");
                return await context.WaitForExternalEvent<string>("e");
            }));
        string id = await engine.ScheduleAsync("Wait");
        await engine.RaiseAsync(id, "other", "unread");

        await engine.RaiseAsync(id, "e", "read");

        Assert.Equal("read", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_wait_that_comes_after_a_cancelled_one_gets_the_event()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Again", async context =>
            {
                using CancellationTokenSource cancellation = new();
                Task<string> first = context.WaitForExternalEvent<string>("e", cancellation.Token);
                cancellation.Cancel();
                string second = await context.WaitForExternalEvent<string>("e");
                return $"{first.IsCanceled},{second}";
            }));
        string id = await engine.ScheduleAsync("Again");
        await engine.BeginOfAsync(id);

        await engine.RaiseAsync(id, "e", "got");

        Assert.Equal("True,got", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Events_of_several_types_are_read_each_by_a_wait_of_its_own()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Types", async context =>
            {
                int number = await context.WaitForExternalEvent<int>("e");
                return $"{number},{await context.WaitForExternalEvent<string>("e")}";
            }));
        string id = await engine.ScheduleAsync("Types");

        await engine.RaiseAsync(id, "e", 1);
        await engine.RaiseAsync(id, "e", "two");

        Assert.Equal("1,two", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    private static void TimeoutTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Timeout", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("e", TimeSpan.FromMinutes(10));
            }
            catch (TaskCanceledException e)
            {
                return e.GetType().Name;
            }
        });
}
