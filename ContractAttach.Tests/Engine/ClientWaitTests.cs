using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>What a client that waits, or looks, is told.</summary>
public sealed class ClientWaitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wait_for_an_instance_that_is_not_there_yet_lasts_until_it_is(bool untilEnd)
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        Task<OrchestrationMetadata> wait = untilEnd ? engine.EndOfAsync("later") : engine.BeginOfAsync("later");
        await engine.RunAsync("Echo", "another");
        Assert.False(wait.IsCompleted);

        await engine.ScheduleAsync("Echo", "hello", "later");

        Assert.Equal("hello", (await wait).ReadInputAs<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wait_that_is_cancelled_ends(bool known)
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        if (known)
            await engine.ScheduleAsync("Wait", instanceId: "one");
        using CancellationTokenSource cancellation = new();
        Task wait = engine.Client.WaitForInstanceCompletionAsync("one", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Many_wait_for_the_same_end()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        await engine.ScheduleAsync("Wait", instanceId: "one");
        Task<OrchestrationMetadata>[] waits = [.. Enumerable.Range(0, 20).Select(_ => engine.EndOfAsync("one"))];

        await engine.RaiseAsync("one", "go", "on");

        Assert.All(await Task.WhenAll(waits), ended => Assert.Equal("on", TestEngine.ResultOf<string>(ended)));
        Assert.Equal("on", TestEngine.ResultOf<string>(await engine.EndOfAsync("one")));
    }

    [Fact]
    public async Task Without_payloads_neither_custom_status_nor_failure_are_told()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        string waiting = await engine.ScheduleAsync("Wait");
        await engine.BeginOfAsync(waiting);
        string failed = await engine.ScheduleAsync("Fail");
        await engine.EndOfAsync(failed);

        OrchestrationMetadata with = await engine.GetAsync(failed);
        OrchestrationMetadata without = (await engine.Client.GetInstanceAsync(failed, Cancellation))!;
        OrchestrationMetadata end = await engine.Client.WaitForInstanceCompletionAsync(failed, Cancellation);
        OrchestrationMetadata begin = await engine.Client.WaitForInstanceStartAsync(waiting, Cancellation);

        Assert.Equal("no", with.FailureDetails?.ErrorMessage);
        Assert.Equal((OrchestrationRuntimeStatus.Failed, null), (without.RuntimeStatus, without.FailureDetails));
        Assert.Equal((OrchestrationRuntimeStatus.Failed, null), (end.RuntimeStatus, end.FailureDetails));
        Assert.Equal((OrchestrationRuntimeStatus.Running, null), (begin.RuntimeStatus, begin.SerializedCustomStatus));
    }

    [Fact]
    public async Task What_is_told_has_name_id_and_times()
    {
        await using TestEngine engine = await TestEngine.StartAsync(Tasks);
        DateTimeOffset before = DateTimeOffset.UtcNow;

        OrchestrationMetadata ended = await engine.RunAsync("Echo", "x");

        Assert.Equal("Echo", ended.Name);
        Assert.False(ended.IsRunning);
        Assert.Empty(ended.Tags);
        Assert.Null(ended.FailureDetails);
        Assert.InRange(ended.CreatedAt, before, DateTimeOffset.UtcNow);
        Assert.InRange(ended.LastUpdatedAt, ended.CreatedAt, DateTimeOffset.UtcNow);
    }

    private static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Echo", (_, input) => input)
        .AddOrchestratorFunc("Fail", (Action<TaskOrchestrationContext>)(_ => throw new InvalidOperationException("no")))
        .AddOrchestratorFunc<string>("Wait", context =>
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEvent<string>("go");
        });
}
