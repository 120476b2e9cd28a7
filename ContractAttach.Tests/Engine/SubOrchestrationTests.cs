using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task A_parent_gets_its_childrens_results()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", async context =>
                (await Task.WhenAll(Enumerable.Range(1, 20).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum())
            .AddOrchestratorFunc<int, int>("Child", (context, value) => context.CallActivityAsync<int>("Double", value))
            .AddActivityFunc<int, int>("Double", (_, value) => 2 * value));

        Assert.Equal(420, await engine.ResultOfAsync<int>("Parent"));
    }

    [Fact]
    public async Task A_child_has_the_id_it_was_given_and_knows_its_parent()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context =>
                context.CallSubOrchestratorAsync<string>("Child", new TaskOptions().WithInstanceId("the-child")))
            .AddOrchestratorFunc<string>("Child", context => $"{context.InstanceId} of {context.Parent!.Name.Name} {context.Parent.InstanceId}"));
        string id = await engine.ScheduleAsync("Parent", instanceId: "the-parent");

        Assert.Equal("the-child of Parent the-parent", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
        Assert.True((await engine.GetAsync("the-child")).IsCompleted);
    }

    [Fact]
    public async Task A_childs_failure_is_its_parents_to_catch()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child");
                }
                catch (TaskFailedException e)
                {
                    return $"{e.TaskName}: {e.FailureDetails.ErrorType}: {e.FailureDetails.ErrorMessage}";
                }
            })
            .AddOrchestratorFunc<string>("Child", string (_) => throw new InvalidOperationException("no")));

        Assert.Equal("Child: System.InvalidOperationException: no", await engine.ResultOfAsync<string>("Parent"));
    }

    [Fact]
    public async Task A_child_whose_id_is_taken_fails_its_call()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Wait", new TaskOptions().WithInstanceId("taken")))
            .AddOrchestratorFunc<bool>("Wait", context => context.WaitForExternalEvent<bool>("go")));
        await engine.ScheduleAsync("Wait", instanceId: "taken");

        OrchestrationMetadata ended = await engine.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.False((await engine.GetAsync("taken")).IsCompleted);
    }

    [Fact]
    public async Task A_child_tried_again_under_the_same_id_is_replaced()
    {
        int tries = 0;
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child",
                options: TaskOptions.FromRetryPolicy(new(3, TimeSpan.FromMilliseconds(1))).WithInstanceId("child")))
            .AddOrchestratorFunc<int>("Child", _ => ++tries < 3 ? throw new InvalidOperationException() : tries));

        Assert.Equal(3, await engine.ResultOfAsync<int>("Parent"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    public async Task An_id_that_no_instance_can_have_fails_the_call(int length)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Parent", async (context, characters) =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child", new TaskOptions().WithInstanceId(new string('x', characters)));
                    return "called";
                }
                catch (ArgumentException e)
                {
                    return e.ParamName!;
                }
            })
            .AddOrchestratorFunc("Child", context => { }));

        Assert.Equal("instanceId", await engine.ResultOfAsync<string>("Parent", length));
    }

    [Fact]
    public async Task A_child_that_the_store_refuses_fails_the_call()
    {
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Parent", async context =>
                {
                    try
                    {
                        await context.CallSubOrchestratorAsync("Child");
                        return "called";
                    }
                    catch (TaskFailedException e)
                    {
                        return e.FailureDetails.ErrorMessage;
                    }
                })
                .AddOrchestratorFunc("Child", context => { }),
            new FaultyStore(new InMemoryInstanceStore(), write => write == 3 ? Fault.Rejected : Fault.None));

        Assert.Equal("413", await engine.ResultOfAsync<string>("Parent"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Termination_ends_the_children_if_it_is_recursive(bool recursive)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", new TaskOptions().WithInstanceId("child")))
            .AddOrchestratorFunc("Child", context => context.CallSubOrchestratorAsync("Wait", new TaskOptions().WithInstanceId("grandchild")))
            .AddOrchestratorFunc<string>("Wait", context => context.WaitForExternalEvent<string>("go"))
            .AddOrchestratorFunc("Starter", context => { }));
        string id = await engine.ScheduleAsync("Parent");
        await Patience.UntilAsync(
            async () => await engine.Client.GetInstanceAsync("grandchild", TestContext.Current.CancellationToken) is not null, "the grandchild to begin");

        await engine.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", recursive), TestContext.Current.CancellationToken);
        OrchestrationMetadata parent = await engine.EndOfAsync(id);

        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "stop"), (parent.RuntimeStatus, parent.ReadOutputAs<string>()));
        if (recursive)
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndOfAsync("grandchild")).RuntimeStatus);
        else
            Assert.False((await engine.GetAsync("grandchild")).IsCompleted);
    }
}
