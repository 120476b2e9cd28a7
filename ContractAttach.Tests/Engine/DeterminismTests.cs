using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class DeterminismTests
{
    public static TheoryData<string, Func<TaskOrchestrationContext, Task>, string, string> Changes => new()
    {
        { "another activity", c => c.CallActivityAsync("B"), "activity 'A' (#0)", "activity 'B' (#0)" },
        { "another kind", c => c.CreateTimer(TimeSpan.Zero, CancellationToken.None), "activity 'A' (#0)", "timer (#0)" },
        { "a sub-orchestration", c => c.CallSubOrchestratorAsync("A"), "activity 'A' (#0)", "sub-orchestration 'A' (#0)" },
        { "nothing any more", c => c.WaitForExternalEvent<bool>("x"), "activity 'A' (#0)", "nothing" },
        { "one more", c => Task.WhenAll(c.CallActivityAsync("A"), c.CallActivityAsync("B")), "nothing", "activity 'B' (#1)" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Code_that_was_changed_fails_its_instance_naming_both_actions(
        string change, Func<TaskOrchestrationContext, Task> changed, string recorded, string scheduled)
    {
        Assert.NotEmpty(change);
        InMemoryInstanceStore store = new();
        string id;
        string other;
        await using (TestEngine before = await TestEngine.StartAsync(tasks => Tasks(tasks, c => c.CallActivityAsync("A")), store))
        {
            id = await before.ScheduleAsync("Main");
            other = await before.ScheduleAsync("Other");
            await before.RaiseAsync(id, "ready", true);
            await before.BeginOfAsync(id);
            await before.BeginOfAsync(other);
        }

        await using TestEngine after = await TestEngine.StartAsync(tasks => Tasks(tasks, changed), store);
        await after.RaiseAsync(other, "end", true);
        await Record.ExceptionAsync(() => after.RaiseAsync(id, "end", true)); // refused where the activity's result came first
        OrchestrationMetadata failed = await after.EndOfAsync(id);

        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", failed.FailureDetails!.ErrorType);
        Assert.Contains($"the history has {recorded} where the code schedules {scheduled}.", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("fine", TestEngine.ResultOf<string>(await after.EndOfAsync(other)));
    }

    public static TheoryData<string, Func<TaskOrchestrationContext, Task, Task>> Foreign => new()
    {
        { "Task.Delay", (_, _) => Task.Delay(Timeout.Infinite) },
        { "a task from elsewhere", (_, elsewhere) => elsewhere },
        { "a task from elsewhere beside a wait", (c, elsewhere) => Task.WhenAny(elsewhere, c.WaitForExternalEvent<bool>("never")) },
        { "Task.Run", (_, elsewhere) => Task.Run(() => elsewhere) },
        {
            "ConfigureAwait", async (c, _) =>
            {
                await c.CallActivityAsync("A").ConfigureAwait(false);
                await c.CallActivityAsync("A");
            }
        },
        {
            "a context used elsewhere", async (c, _) =>
            {
                _ = Task.Run(() => c.NewGuid());
                await c.WaitForExternalEvent<bool>("never");
            }
        },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task What_cannot_be_replayed_fails_the_instance_instead_of_hanging(string what, Func<TaskOrchestrationContext, Task, Task> code)
    {
        Assert.NotEmpty(what);
        TaskCompletionSource elsewhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Foreign", async context => await code(context, elsewhere.Task))
            .AddActivityFunc("A", _ => { }));

        string id = await engine.ScheduleAsync("Foreign");
        await engine.BeginOfAsync(id);
        elsewhere.SetResult();
        OrchestrationMetadata ended = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("cannot be replayed", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static void Tasks(DurableTaskRegistry tasks, Func<TaskOrchestrationContext, Task> first) => tasks
        .AddOrchestratorFunc("Main", async context =>
        {
            await context.WaitForExternalEvent<bool>("ready");
            await first(context);
            await context.WaitForExternalEvent<bool>("end");
        })
        .AddOrchestratorFunc<string>("Other", async context =>
        {
            await context.WaitForExternalEvent<bool>("end");
            return "fine";
        })
        .AddActivityFunc("A", _ => { })
        .AddActivityFunc("B", _ => { });
}
