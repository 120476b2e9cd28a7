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
}
