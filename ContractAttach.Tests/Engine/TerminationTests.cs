using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class TerminationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_that_waits_ends_without_going_on()
    {
        bool went = false;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Wait", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
                went = true;
            }));
        string id = await engine.ScheduleAsync("Wait", "input");
        await engine.BeginOfAsync(id);

        await engine.Client.TerminateInstanceAsync(id, new { reason = "enough" }, Cancellation);
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("""{"reason":"enough"}""", ended.SerializedOutput);
        Assert.Equal("input", ended.ReadInputAs<string>());
        Assert.Null(ended.FailureDetails);
        Assert.False(went);
    }

    [Fact]
    public async Task The_result_of_an_activity_that_ran_on_changes_nothing()
    {
        TaskCompletionSource running = new(), release = new();
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", context => context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc<string>("Slow", async _ =>
            {
                running.TrySetResult();
                await release.Task;
                return "late";
            })
            .AddOrchestratorFunc("Other", context => context.CallActivityAsync("Nothing"))
            .AddActivityFunc("Nothing", _ => { }));
        string id = await engine.ScheduleAsync("Call");
        await running.Task;

        await engine.Client.TerminateInstanceAsync(id, Cancellation);
        await engine.EndOfAsync(id);
        release.SetResult();
        await engine.RunAsync("Other");

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, null), ((await engine.GetAsync(id)).RuntimeStatus, (await engine.GetAsync(id)).SerializedOutput));
    }

    [Fact]
    public async Task An_instance_that_has_not_started_can_be_ended()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Later", _ => Task.CompletedTask));
        string id = await engine.ScheduleAsync("Later", options: new(StartAt: DateTimeOffset.UtcNow.AddHours(1)));

        await engine.Client.TerminateInstanceAsync(id, Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task A_child_that_is_ended_fails_its_parents_call()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", new TaskOptions().WithInstanceId("child"));
                }
                catch (TaskFailedException e)
                {
                    return e.TaskName;
                }
            })
            .AddOrchestratorFunc<string>("Child", context => context.WaitForExternalEvent<string>("go")));
        string id = await engine.ScheduleAsync("Parent");
        await engine.BeginOfAsync("child");

        await engine.Client.TerminateInstanceAsync("child", Cancellation);

        Assert.Equal("Child", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    // As the Functions host answers.
    [Fact]
    public async Task What_has_ended_or_is_not_known_cannot_be_ended()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc("Nothing", _ => Task.CompletedTask));
        string id = (await engine.RunAsync("Nothing")).InstanceId;

        RpcException ended = await Assert.ThrowsAsync<RpcException>(() => engine.Client.TerminateInstanceAsync(id, Cancellation));
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(() => engine.Client.TerminateInstanceAsync("nobody", Cancellation));

        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.NotFound), (ended.StatusCode, unknown.StatusCode));
    }
}
