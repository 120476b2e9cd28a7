using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class FailureTests
{
    [Fact]
    public async Task An_activitys_exception_fails_the_call_with_its_details()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc("Fail", _ => throw new CustomException("outer", new InvalidOperationException("inner"))));

        OrchestrationMetadata ended = await engine.RunAsync("Call");

        TaskFailureDetails failure = ended.FailureDetails!;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, failure.ErrorType);
        Assert.Contains("'Fail' (#0) failed", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(typeof(CustomException).ToString(), failure.InnerFailure!.ErrorType);
        Assert.Equal("outer", failure.InnerFailure.ErrorMessage);
        Assert.NotNull(failure.InnerFailure.StackTrace);
        Assert.True(failure.InnerFailure.IsCausedBy<CustomException>());
        Assert.True(failure.InnerFailure.InnerFailure!.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task An_exception_that_is_caught_lets_the_orchestrator_go_on()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail");
                    return "no failure";
                }
                catch (TaskFailedException e) when (e.FailureDetails.IsCausedBy<CustomException>())
                {
                    return await context.CallActivityAsync<string>("Repair");
                }
            })
            .AddActivityFunc("Fail", _ => throw new CustomException("broken", null))
            .AddActivityFunc<string>("Repair", _ => "repaired"));

        Assert.Equal("repaired", await engine.ResultOfAsync<string>("Call"));
    }

    [Fact]
    public async Task An_orchestrators_exception_fails_the_instance_and_takes_its_custom_status()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fail", (Action<TaskOrchestrationContext>)(context =>
            {
                context.SetCustomStatus("about to fail");
                throw new InvalidOperationException("no");
            })));

        OrchestrationMetadata ended = await engine.RunAsync("Fail");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, null), (ended.RuntimeStatus, ended.SerializedCustomStatus));
        Assert.Equal("System.InvalidOperationException: no", ended.FailureDetails!.ToString());
    }

    [Fact]
    public async Task An_orchestrator_that_is_not_registered_fails_its_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(_ => { });

        OrchestrationMetadata ended = await engine.RunAsync("Missing");

        Assert.Equal("OrchestratorTaskNotFound: No orchestrator task named 'Missing' was found.", ended.FailureDetails!.ToString());
    }

    [Fact]
    public async Task An_orchestrator_that_cannot_be_made_fails_its_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestrator("Broken", ITaskOrchestrator () => throw new InvalidOperationException("not here")));

        OrchestrationMetadata ended = await engine.RunAsync("Broken");

        Assert.Equal("System.InvalidOperationException: not here", ended.FailureDetails!.ToString());
    }

    [Fact]
    public async Task An_input_of_another_type_fails_the_instance()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Number", (_, value) => value));

        Assert.Equal("System.Text.Json.JsonException", (await engine.RunAsync("Number", "text")).FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Options_given_as_input_are_refused()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Call", context => context.CallActivityAsync("A", input: new TaskOptions())));

        Assert.Equal(typeof(ArgumentException).FullName, (await engine.RunAsync("Call")).FailureDetails?.ErrorType);
    }

    private sealed class CustomException(string message, Exception? inner) : Exception(message, inner);
}
