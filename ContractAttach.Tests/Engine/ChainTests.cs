using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class ChainTests
{
    [Fact]
    public async Task An_orchestrator_without_any_call_completes()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Empty", _ => Task.CompletedTask));

        OrchestrationMetadata ended = await engine.RunAsync("Empty");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Null(ended.SerializedOutput);
        Assert.True(ended.IsCompleted);
    }

    [Fact]
    public async Task Each_activity_gets_the_result_of_the_one_before()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Chain", async (context, value) =>
            {
                for (int i = 0; i < 5; i++)
                    value = await context.CallActivityAsync<int>("Add", value);
                return value;
            })
            .AddActivityFunc<int, int>("Add", (_, value) => value + 1));

        Assert.Equal(12, await engine.ResultOfAsync<int>("Chain", 7));
    }

    [Fact]
    public async Task Activities_that_are_awaited_together_run_side_by_side()
    {
        const int Count = 10;
        using CountdownEvent all = new(Count);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int[]>("FanOut", context =>
                    Task.WhenAll(Enumerable.Range(0, Count).Select(i => context.CallActivityAsync<int>("Square", i))))
                .AddActivityFunc<int, int>("Square", (_, value) =>
                {
                    all.Signal();
                    all.Wait(TestContext.Current.CancellationToken);
                    return value * value;
                }));

        Assert.Equal(Enumerable.Range(0, Count).Select(i => i * i), await engine.ResultOfAsync<int[]>("FanOut"));
    }

    [Fact]
    public async Task An_activity_knows_its_name_and_its_caller()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Ask", context => context.CallActivityAsync<string>("Who"))
            .AddActivityFunc<string>("Who", context => $"{context.Name.Name} of {context.InstanceId}"));

        string id = await engine.ScheduleAsync("Ask", instanceId: "caller");

        Assert.Equal("Who of caller", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task Classes_are_found_by_their_attribute_or_their_name()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestrator<Greeting>().AddActivity<Hello>());

        Assert.Equal("Hello, Léa!", await engine.ResultOfAsync<string>("Greeting", "Léa"));
    }

    [Fact]
    public async Task Time_stands_still_within_an_episode_and_replays_the_same()
    {
        List<DateTime> seen = [];
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool>("Clock", async context =>
            {
                DateTime first = context.CurrentUtcDateTime;
                seen.Add(first);
                await context.CallActivityAsync("Nothing");
                return first == seen[0] && context.CurrentUtcDateTime > first && first.Kind == DateTimeKind.Utc;
            })
            .AddActivityFunc("Nothing", async _ => await Task.Delay(2, TestContext.Current.CancellationToken)));

        Assert.True(await engine.ResultOfAsync<bool>("Clock"));
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task Only_code_that_runs_for_the_first_time_is_not_replaying()
    {
        List<bool> replaying = [];
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Twice", async context =>
            {
                replaying.Add(context.IsReplaying);
                await context.CallActivityAsync("Nothing");
                replaying.Add(context.IsReplaying);
                await context.CallActivityAsync("Nothing");
                replaying.Add(context.IsReplaying);
            })
            .AddActivityFunc("Nothing", _ => { }));

        await engine.RunAsync("Twice");

        Assert.Equal([false, true, false, true, true, false], replaying);
    }

    [Fact]
    public async Task Replay_safe_loggers_say_each_thing_once()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Talk", async context =>
            {
                Microsoft.Extensions.Logging.ILogger logger = context.CreateReplaySafeLogger("Talk");
                logger.Log(Microsoft.Extensions.Logging.LogLevel.Information, default, "begin", null, (s, _) => s);
                await context.CallActivityAsync("Nothing");
                logger.Log(Microsoft.Extensions.Logging.LogLevel.Information, default, "end", null, (s, _) => s);
            })
            .AddActivityFunc("Nothing", _ => { }));

        await engine.RunAsync("Talk");

        Assert.Equal(["Information Talk: begin", "Information Talk: end"], engine.Log.Lines.Where(l => l.Contains("Talk: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task New_guids_differ_from_each_other_and_replay_the_same()
    {
        List<Guid> seen = [];
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<Guid[]>("Guids", async context =>
            {
                Guid[] guids = [context.NewGuid(), context.NewGuid()];
                seen.AddRange(guids);
                await context.CallActivityAsync("Nothing");
                return [.. guids, context.NewGuid()];
            })
            .AddActivityFunc("Nothing", _ => { }));

        Guid[] result = await engine.ResultOfAsync<Guid[]>("Guids");
        Guid[] other = await engine.ResultOfAsync<Guid[]>("Guids");

        Assert.Equal(3, result.Distinct().Count());
        Assert.Equal(seen[..2], seen[2..4]);
        Assert.Empty(result.Intersect(other));
        Assert.All(result, guid => Assert.Equal(5, guid.Version));
    }

    [Fact]
    public async Task Custom_status_is_what_the_last_stored_episode_set()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Status", async context =>
            {
                context.SetCustomStatus("waiting");
                string said = await context.WaitForExternalEvent<string>("go");
                context.SetCustomStatus(new { said });
                return said;
            }));
        string id = await engine.ScheduleAsync("Status");
        OrchestrationMetadata begun = await engine.BeginOfAsync(id);

        await engine.RaiseAsync(id, "go", "on");
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.Equal("waiting", begun.ReadCustomStatusAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Running, begun.RuntimeStatus);
        Assert.Equal("""{"said":"on"}""", ended.SerializedCustomStatus);
    }

    [Fact]
    public async Task A_version_reaches_orchestrator_and_activities()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<object?, string>("V", "1.0", async (context, _) => "one:" + await context.CallActivityAsync<string>("A"))
                .AddOrchestratorFunc<object?, string>("V", "2.0", async (context, _) => "two:" + await context.CallActivityAsync<string>("A"))
                .AddActivityFunc<string>("A", context => context.Version),
            configure: services => services.Configure<EngineOptions>(o => o.DefaultVersion = "2.0"));

        OrchestrationMetadata first = await engine.EndOfAsync(await engine.ScheduleAsync("V", options: new() { Version = "1.0" }));

        Assert.Equal("one:1.0", TestEngine.ResultOf<string>(first));
        Assert.Equal("two:2.0", await engine.ResultOfAsync<string>("V"));
    }

    [Fact]
    public async Task What_was_not_waited_for_ends_before_the_instance_does()
    {
        int ran = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Forget", context =>
            {
                _ = context.CallActivityAsync("Count");
                return Task.FromResult("done");
            })
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref ran); }));

        Assert.Equal("done", await engine.ResultOfAsync<string>("Forget"));
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task Names_are_found_whatever_their_case()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Outer", async context =>
                await context.CallSubOrchestratorAsync<string>("INNER") + await context.CallActivityAsync<string>("ACTIVITY"))
            .AddOrchestratorFunc<string>("Inner", _ => "a")
            .AddActivityFunc<string>("Activity", _ => "b"));

        Assert.Equal("ab", await engine.ResultOfAsync<string>("oUTER"));
    }

    [Fact]
    public async Task The_context_knows_its_orchestrator_and_its_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Who", context => $"{context.Name} {context.InstanceId} {context.Parent is null}"));

        string id = await engine.ScheduleAsync("Who", instanceId: "me");

        Assert.Equal("Who me True", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    private sealed class Greeting : TaskOrchestrator<string, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, string input) =>
            context.CallActivityAsync<string>("SayHello", input);
    }

    [DurableTask("SayHello")]
    private sealed class Hello : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"Hello, {input}!");
    }
}
