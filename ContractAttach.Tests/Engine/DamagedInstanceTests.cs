using ContractAttach.LocalRuntime.Engine;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Instances of which something stored cannot be read.</summary>
public sealed class DamagedInstanceTests
{
    private readonly InMemoryInstanceStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nonsense at the end")]
    [InlineData("nothing")]
    [InlineData("no start")]
    [InlineData("an outbox")]
    [InlineData("rows that are missing")]
    public async Task It_fails_at_the_start_and_says_so_and_others_go_on(string damage)
    {
        await BeginAsync("damaged", "other");
        await DamageAsync("damaged", damage);

        await using (TestEngine engine = await TestEngine.StartAsync(Tasks, _store))
        {
            OrchestrationMetadata ended = await engine.EndOfAsync("damaged");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.StartsWith("What is stored of the instance cannot be read", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync("damaged", "e", "x"));
            Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
            await engine.RaiseAsync("other", "e", "x");
            Assert.Equal("x", TestEngine.ResultOf<string>(await engine.EndOfAsync("other")));
        }

        await using TestEngine next = await TestEngine.StartAsync(Tasks, _store);
        Assert.Equal(1, (await next.Client.PurgeInstanceAsync("damaged", Cancellation)).PurgedInstanceCount);
        Assert.Null(await next.Client.GetInstanceAsync("damaged", Cancellation));
    }

    [Fact]
    public async Task Its_input_is_told_where_that_can_be_read()
    {
        await BeginAsync("damaged");
        await DamageAsync("damaged", "nonsense at the end");

        await using TestEngine engine = await TestEngine.StartAsync(Tasks, _store);

        Assert.Equal("input of damaged", (await engine.EndOfAsync("damaged")).ReadInputAs<string>());
    }

    [Fact]
    public async Task Its_caller_is_told_that_it_failed()
    {
        await using (TestEngine first = await TestEngine.StartAsync(Tasks, _store))
        {
            await first.ScheduleAsync("Parent", instanceId: "parent");
            await first.BeginOfAsync("child");
        }

        await DamageAsync("child", "nonsense at the end");
        await using TestEngine second = await TestEngine.StartAsync(Tasks, _store);

        Assert.Contains("cannot be read", (await second.EndOfAsync("parent")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense at the end")]
    [InlineData("rows that are missing")]
    public async Task One_that_has_ended_is_told_and_purged_with_what_can_be_known(string damage)
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks, _store);
        string id = await engine.ScheduleAsync("Nothing");
        await engine.EndOfAsync(id);
        await DamageAsync(id, damage);

        OrchestrationMetadata ended = await engine.GetAsync(id);
        PurgeResult purged = await engine.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true), Cancellation);

        Assert.Contains("cannot be read", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, purged.PurgedInstanceCount);
    }

    private async Task BeginAsync(params string[] ids)
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks, _store);
        foreach (string id in ids)
        {
            await engine.ScheduleAsync("Wait", $"input of {id}", id);
            await engine.BeginOfAsync(id);
        }
    }

    private async Task DamageAsync(string id, string damage)
    {
        InstanceRow row = (await _store.ReadAsync(id, Cancellation))!;
        InstanceRow damaged = damage switch
        {
            "nonsense at the end" => row with { History = row.History + "nonsense\n" },
            "nothing" => row with { History = "" },
            "no start" => row with { History = row.History[(row.History.IndexOf('\n', StringComparison.Ordinal) + 1)..] },
            "an outbox" => row with { Outbox = "nonsense" },
            _ => row with { SpilledRows = 2 },
        };
        await _store.ReplaceAsync(damaged, row, Cancellation);
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Wait", async (context, _) => await context.WaitForExternalEvent<string>("e"))
        .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Wait", new TaskOptions().WithInstanceId("child")))
        .AddOrchestratorFunc("Nothing", context => { });
}
