using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Which code runs for which version.</summary>
public sealed class VersionTests
{
    private readonly FakeTimeProvider _time = new();

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

    [Fact]
    public async Task An_instance_of_a_newer_version_is_put_back_until_that_one_runs()
    {
        InMemoryInstanceStore store = new();
        string id;
        await using (TestEngine newer = await StartAsync("2.0", store))
        {
            id = await newer.ScheduleAsync("Add");
            await Patience.UntilAsync(async () => (await newer.RowOfAsync(id))!.DueAt is not null, "its timer");
        }

        InstanceRow before = (await store.ReadAsync(id, TestContext.Current.CancellationToken))!;
        _time.Advance(TimeSpan.FromMinutes(2));
        await using (TestEngine older = await StartAsync("1.9", store))
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => older.RaiseAsync(id, "Number", 1));
            Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
            Assert.Equal(5, await older.ResultOfAsync<int>("Five"));
            await older.StopAsync();

            // At the start and for the event, together or apart.
            Assert.InRange(older.Log.Lines.Count(line => line.Contains(id, StringComparison.Ordinal)), 1, 2);
        }

        Assert.Equal(before, await store.ReadAsync(id, TestContext.Current.CancellationToken));
        await using TestEngine again = await StartAsync("2.0", store);
        await again.RaiseAsync(id, "Number", 3);
        Assert.Equal(4, TestEngine.ResultOf<int>(await again.EndOfAsync(id)));
    }

    [Fact]
    public async Task An_instance_of_a_newer_version_can_be_ended_from_outside()
    {
        await using TestEngine engine = await StartAsync("1.9", new InMemoryInstanceStore());
        string id = await engine.ScheduleAsync("Five", options: new() { Version = "1.10" });

        await engine.Client.TerminateInstanceAsync(id, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndOfAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task An_instance_that_begins_anew_in_a_newer_version_waits_for_it()
    {
        InMemoryInstanceStore store = new();
        string id;
        await using (TestEngine older = await StartAsync("1.0", store))
        {
            id = await older.ScheduleAsync("Move");
            await Patience.UntilAsync(async () => (await older.RowOfAsync(id))!.Version == "2.0", "its new version");
        }

        await using TestEngine newer = await StartAsync("2.0", store);
        Assert.Equal("2.0", TestEngine.ResultOf<string>(await newer.EndOfAsync(id)));
    }

    private Task<TestEngine> StartAsync(string version, InMemoryInstanceStore store) => TestEngine.StartAsync(
        tasks => tasks
            .AddOrchestratorFunc<int>("Add", async context =>
            {
                Task<int> number = context.WaitForExternalEvent<int>("Number");
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                return 1 + await number;
            })
            .AddOrchestratorFunc<int>("Five", _ => Task.FromResult(5))
            .AddOrchestratorFunc<string>("Move", context =>
            {
                if (context.Version == "1.0")
                    context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
                return Task.FromResult(context.Version);
            }),
        store,
        _time,
        services => services.Configure<EngineOptions>(options => options.DefaultVersion = version));

    private static void Versioned(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<object?, string>("Versioned", "1.0", (_, _) => Task.FromResult("one"))
        .AddOrchestratorFunc<object?, string>("Versioned", "2.0", (_, _) => Task.FromResult("two"));
}
