using System.Collections.Concurrent;
using System.Diagnostics;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>The spans of an orchestration: one trace from who began it to what it calls, over as many processes as it takes.</summary>
public sealed class TracingTests : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly Activity _caller;

    public TracingTests()
    {
        // Other tests' engines are traced by the same source.
        _listener = new()
        {
            ShouldListenTo = source => source.Name == EngineTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _caller?.TraceId)
                    _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _caller = new Activity("caller").Start();
    }

    [Fact]
    public async Task Every_episode_and_every_activity_is_told_once()
    {
        InMemoryInstanceStore store = new();
        string id;
        await using (TestEngine engine = await TestEngine.StartAsync(Tasks, store))
        {
            id = await engine.ScheduleAsync("Steps", options: new() { Version = "2.0" });
            await engine.RaiseAsync(id, "Go");
            await engine.EndOfAsync(id);
            await engine.StopAsync();
        }

        List<HistoryEvent> history = HistoryText.Read((await store.ReadAsync(id, TestContext.Current.CancellationToken))!.History);
        int episodes = history.Count(e => e.Kind == HistoryEventKind.EpisodeStarted);
        Assert.Equal(
            [
                "activity:Add@(2.0)",
                "activity:Add@(2.0)",
                "create_orchestration:Steps@(2.0)",
                .. Enumerable.Repeat("orchestration:Steps@(2.0)", episodes),
                "orchestration_event:Go",
            ],
            _spans.Select(span => span.DisplayName).Order(StringComparer.Ordinal));
        Assert.Equal(_caller.SpanId, Single("create_orchestration:Steps@(2.0)").ParentSpanId);
        Assert.Equal(_caller.SpanId, Single("orchestration_event:Go").ParentSpanId);
        Assert.All(Named("orchestration:Steps@(2.0)"), span => Assert.Equal(Single("create_orchestration:Steps@(2.0)").SpanId, span.ParentSpanId));
        Assert.All(Named("activity:Add@(2.0)"), span => Assert.Contains(span.ParentSpanId, Named("orchestration:Steps@(2.0)").Select(episode => episode.SpanId)));
        Assert.Equal(["Completed"], Named("orchestration:Steps@(2.0)").Select(span => span.GetTagItem("durabletask.task.status")).OfType<string>());
    }

    [Fact]
    public async Task The_next_process_goes_on_in_the_same_trace()
    {
        InMemoryInstanceStore store = new();
        string id;
        await using (TestEngine engine = await TestEngine.StartAsync(Tasks, store))
        {
            id = await engine.ScheduleAsync("Steps");
            await engine.BeginOfAsync(id);
            await engine.StopAsync();
        }

        Activity.Current = null;
        await using (TestEngine engine = await TestEngine.StartAsync(Tasks, store))
        {
            await engine.RaiseAsync(id, "Go");
            await engine.EndOfAsync(id);
            await engine.StopAsync();
        }

        Assert.Equal(2, Named("activity:Add").Count());
        Assert.Empty(Named("orchestration_event:Go"));
    }

    [Fact]
    public async Task A_child_is_its_callers()
    {
        await using (TestEngine engine = await TestEngine.StartAsync(tasks => Tasks(tasks.AddOrchestratorFunc<int>("Call", context => context.CallSubOrchestratorAsync<int>("Failing")))))
        {
            await engine.RunAsync("Call");
            await engine.StopAsync();
        }

        Activity child = Single("orchestration:Failing");
        Assert.Contains(child.ParentSpanId, Named("orchestration:Call").Select(episode => episode.SpanId));
        Assert.Equal(ActivityStatusCode.Error, child.Status);
        Assert.Null(child.StatusDescription);
    }

    public void Dispose()
    {
        _caller.Dispose();
        _listener.Dispose();
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int>("Steps", async context =>
        {
            await context.WaitForExternalEvent<object?>("Go");
            int one = await context.CallActivityAsync<int>("Add", 0);
            return await context.CallActivityAsync<int>("Add", one);
        })
        .AddOrchestratorFunc("Failing", _ => throw new InvalidOperationException("Something that is nobody else's business."))
        .AddActivityFunc<int, int>("Add", (_, number) => number + 1);

    private IEnumerable<Activity> Named(string name) => _spans.Where(span => span.DisplayName == name);

    private Activity Single(string name) => Assert.Single(Named(name));
}
