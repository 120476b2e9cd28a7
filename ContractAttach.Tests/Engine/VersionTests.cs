using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Which code runs for which version.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("2.0", "2.0")]
    [InlineData("", "")]
    [InlineData(null, "1.0")]
    public async Task An_activity_has_its_callers_version_unless_another_is_given(string? given, string expected)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", context => context.CallActivityAsync<string>(
                "Version", new TaskOptions { Version = given is null ? (TaskVersion?)null : new TaskVersion(given) }))
            .AddActivityFunc<string>("Version", context => context.Version));

        string id = await engine.ScheduleAsync("Call", options: new() { Version = "1.0" });

        Assert.Equal(expected, TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Theory]
    [InlineData("2.0", "2.0")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public async Task A_child_does_not_have_its_callers_version_but_the_one_that_is_given(string? given, string expected)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string>("Call", context => context.CallSubOrchestratorAsync<string>(
                "Version", options: new SubOrchestrationOptions { Version = given is null ? (TaskVersion?)null : new TaskVersion(given) }))
            .AddOrchestratorFunc<string>("Version", context => context.Version));

        string id = await engine.ScheduleAsync("Call", options: new() { Version = "1.0" });

        Assert.Equal(expected, TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Theory]
    [InlineData("1.0", "one")]
    [InlineData("2.0", "two")]
    public async Task A_version_runs_the_code_that_was_added_for_it(string version, string expected)
    {
        await using TestEngine engine = await TestEngine.StartAsync(Versioned);

        string id = await engine.ScheduleAsync("Versioned", options: new() { Version = version });

        Assert.Equal(expected, TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Fact]
    public async Task A_version_that_was_not_added_is_not_run_by_another_ones_code()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Versioned);

        OrchestrationMetadata ended = await engine.EndOfAsync(await engine.ScheduleAsync("Versioned", options: new() { Version = "3.0" }));

        Assert.Equal("OrchestratorTaskNotFound", ended.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Code_that_was_added_without_a_version_runs_for_any()
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks.AddOrchestratorFunc<string>("Any", context => context.Version));

        string id = await engine.ScheduleAsync("Any", options: new() { Version = "7.1" });

        Assert.Equal("7.1", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
    }

    [Theory]
    [InlineData("1.9", 1)]
    [InlineData("1.10", 0)]
    [InlineData("2.0", -1)]
    public async Task An_orchestrator_compares_its_version_by_its_numbers(string other, int expected)
    {
        await using TestEngine engine = await TestEngine.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Compare", context => Math.Sign(context.CompareVersionTo(other))));

        string id = await engine.ScheduleAsync("Compare", options: new() { Version = "1.10" });

        Assert.Equal(expected, TestEngine.ResultOf<int>(await engine.EndOfAsync(id)));
    }

    private static void Versioned(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<object?, string>("Versioned", "1.0", (_, _) => Task.FromResult("one"))
        .AddOrchestratorFunc<object?, string>("Versioned", "2.0", (_, _) => Task.FromResult("two"));
}
