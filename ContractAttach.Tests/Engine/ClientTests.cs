using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class ClientTests
{
    private static Dictionary<string, string> Tags { get; } = new() { ["a"] = "b" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_living_instance_of_the_same_id_makes_the_start_fail()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        await engine.ScheduleAsync("Wait", instanceId: "one");

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => engine.ScheduleAsync("Wait", instanceId: "one"));
        await engine.RaiseAsync("one", "go", "first");

        Assert.Equal("first", TestEngine.ResultOf<string>(await engine.EndOfAsync("one")));
    }

    [Fact]
    public async Task Of_many_starts_at_once_one_succeeds()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);

        Exception?[] outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            Task.Run(() => Record.ExceptionAsync(() => engine.ScheduleAsync("Wait", instanceId: "one")).AsTask(), Cancellation)));

        Assert.Single(outcomes, o => o is null);
    }

    [Fact]
    public async Task An_ended_instance_of_the_same_id_is_replaced()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        await engine.ScheduleAsync("Echo", "first", "one");
        await engine.EndOfAsync("one");

        await engine.ScheduleAsync("Echo", "second", "one");

        Assert.Equal("second", TestEngine.ResultOf<string>(await engine.EndOfAsync("one")));
    }

    [Fact]
    public async Task Dedupe_statuses_say_which_instances_are_not_replaced()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        StartOrchestrationOptions unlessCompleted = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await engine.ScheduleAsync("Wait", options: unlessCompleted);
        await engine.BeginOfAsync("one");

        await engine.ScheduleAsync("Echo", "replaced", options: unlessCompleted);
        OrchestrationMetadata ended = await engine.EndOfAsync("one");

        Assert.Equal("replaced", TestEngine.ResultOf<string>(ended));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => engine.ScheduleAsync("Echo", "again", options: unlessCompleted));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.ScheduleAsync("Echo", options: new("x") { DedupeStatuses = ["Nonsense"] }));
    }

    [Fact]
    public async Task An_unknown_instance_is_null_and_takes_no_event()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync("nobody", "go"));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        Assert.Null(await engine.Client.GetInstanceAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task An_ended_instance_takes_no_event()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        OrchestrationMetadata ended = await engine.RunAsync("Echo", "x");

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(ended.InstanceId, "go"));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task A_terminated_instance_keeps_its_custom_status_and_gets_the_output()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        string id = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(id);

        await engine.Client.TerminateInstanceAsync(id, "enough", Cancellation);
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal(("enough", "waiting"), (ended.ReadOutputAs<string>(), ended.ReadCustomStatusAs<string>()));
    }

    [Fact]
    public async Task Payloads_are_given_only_where_they_are_asked_for()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        OrchestrationMetadata with = await engine.RunAsync("Echo", "x");

        OrchestrationMetadata without = (await engine.Client.GetInstanceAsync(with.InstanceId, Cancellation))!;

        Assert.Equal(("x", "x"), (with.ReadInputAs<string>(), with.ReadOutputAs<string>()));
        Assert.Null(without.SerializedInput);
        Assert.Throws<InvalidOperationException>(without.ReadOutputAs<string>);
    }

    [Fact]
    public async Task Queries_filter_and_page()
    {
        FakeTimeProvider time = new();
        await using TestEngine engine = await TestEngine.StartAsync(Tasks, time: time);
        for (int i = 0; i < 7; i++)
            await engine.ScheduleAsync("Echo", "x", $"early-{i}");
        await Task.WhenAll(Enumerable.Range(0, 7).Select(i => engine.EndOfAsync($"early-{i}")));
        time.Advance(TimeSpan.FromHours(1));
        DateTimeOffset later = time.GetUtcNow();
        await engine.ScheduleAsync("Wait", instanceId: "late");
        await engine.BeginOfAsync("late");

        Assert.Equal(8, (await AllAsync(new())).Count);
        Assert.Equal(["late"], await AllAsync(new(CreatedFrom: later)));
        Assert.Equal(7, (await AllAsync(new(CreatedTo: later.AddMinutes(-1)))).Count);
        Assert.Equal(["late"], await AllAsync(new(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(7, (await AllAsync(new(InstanceIdPrefix: "early-"))).Count);
        List<int> pages = [];
        await foreach (Page<OrchestrationMetadata> page in engine.Client.GetAllInstancesAsync().AsPages(pageSizeHint: 3))
            pages.Add(page.Values.Count);
        Assert.Equal(8, pages.Sum());
        Assert.All(pages, count => Assert.InRange(count, 0, 3));

        async Task<List<string>> AllAsync(OrchestrationQuery query)
        {
            List<string> ids = [];
            await foreach (OrchestrationMetadata instance in engine.Client.GetAllInstancesAsync(query))
                ids.Add(instance.InstanceId);
            return ids;
        }
    }

    [Fact]
    public async Task Only_ended_instances_are_purged()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        string ended = (await engine.RunAsync("Echo", "x")).InstanceId;
        string living = await engine.ScheduleAsync("Wait");
        string other = (await engine.RunAsync("Echo", "y")).InstanceId;

        PurgeResult one = await engine.Client.PurgeInstanceAsync(ended, Cancellation);
        PurgeResult none = await engine.Client.PurgeInstanceAsync(living, Cancellation);
        PurgeResult all = await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Cancellation);

        Assert.Equal((1, 0, 1), (one.PurgedInstanceCount, none.PurgedInstanceCount, all.PurgedInstanceCount));
        Assert.Null(await engine.Client.GetInstanceAsync(ended, Cancellation));
        Assert.Null(await engine.Client.GetInstanceAsync(other, Cancellation));
        Assert.NotNull(await engine.Client.GetInstanceAsync(living, Cancellation));
    }

    [Fact]
    public async Task What_the_engine_lacks_is_refused_by_name()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);

        await RefusesAsync("SuspendInstanceAsync", () => engine.Client.SuspendInstanceAsync("x", Cancellation));
        await RefusesAsync("ResumeInstanceAsync", () => engine.Client.ResumeInstanceAsync("x", Cancellation));
        await RefusesAsync("RestartAsync", () => engine.Client.RestartAsync("x", cancellation: Cancellation));
        await RefusesAsync("RewindInstanceAsync", () => engine.Client.RewindInstanceAsync("x", "y", Cancellation));
        await RefusesAsync("StartOrchestrationOptions.Tags", () => engine.ScheduleAsync("Echo", options: new() { Tags = Tags }));

        static async Task RefusesAsync(string member, Func<Task> call) =>
            Assert.StartsWith($"{member}: ", (await Assert.ThrowsAsync<NotSupportedException>(call)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tags_of_a_call_are_refused_by_name(bool activity)
    {
        TaskOptions tagged = new(tags: Tags);
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Tag", context => activity
            ? context.CallActivityAsync("Any", tagged)
            : context.CallSubOrchestratorAsync("Any", tagged)));

        TaskFailureDetails failure = (await engine.RunAsync("Tag")).FailureDetails!;

        Assert.True(failure.IsCausedBy<NotSupportedException>());
        Assert.StartsWith("TaskOptions.Tags: ", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purges_and_starts_of_one_id_at_the_same_time_lose_no_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);

        for (int round = 0; round < 20; round++)
        {
            await engine.ScheduleAsync("Echo", "ended", "one");
            await engine.EndOfAsync("one");
            await Task.WhenAll(
                Task.Run(() => engine.Client.PurgeInstanceAsync("one", Cancellation), Cancellation),
                Task.Run(() => engine.ScheduleAsync("Wait", instanceId: "one"), Cancellation));

            await engine.RaiseAsync("one", "go", "on");
            Assert.Equal("on", TestEngine.ResultOf<string>(await engine.EndOfAsync("one")));
        }
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Echo", (_, input) => input)
        .AddOrchestratorFunc<string>("Wait", context =>
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEvent<string>("go");
        });
}
