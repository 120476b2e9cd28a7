using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Fixtures;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Episodes that cannot be run by no fault of the orchestrator's.</summary>
public sealed class EpisodeFaultTests
{
    private readonly FakeTimeProvider _time = new();
    private volatile bool _broken;
    private int _left = int.MaxValue;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task What_an_episode_took_that_could_not_be_run_is_there_for_the_next_try(int tries)
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Collect");
        await engine.BeginOfAsync(id);

        Break(tries);
        Task first = engine.RaiseAsync(id, "n", 1);
        Task second = engine.RaiseAsync(id, "n", 2);
        await UntilAsync(Task.WhenAll(first, second));

        Assert.Equal("1,2", TestEngine.ResultOf<string>(await engine.EndOfAsync(id)));
        Assert.Equal(tries, engine.Log.Lines.Count(l => l.Contains("could not be run; trying again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_result_of_an_activity_is_not_lost_to_an_episode_that_could_not_be_run()
    {
        int ran = 0;
        await using TestEngine engine = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Call", context => context.CallActivityAsync<int>("Count"))
            .AddActivityFunc("Count", _ =>
            {
                Break(2);
                return ++ran;
            }));
        string id = await engine.ScheduleAsync("Call");

        Task<OrchestrationMetadata> end = engine.EndOfAsync(id);
        await UntilAsync(end);

        Assert.Equal(1, TestEngine.ResultOf<int>(await end));
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task An_instance_whose_episode_can_never_be_run_fails_and_says_so_and_others_go_on()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Collect");
        string other = await engine.ScheduleAsync("Collect");
        await engine.BeginOfAsync(id);
        await engine.BeginOfAsync(other);

        Break(6);
        Task raise = engine.RaiseAsync(id, "n", 1);
        await UntilAsync(raise);
        await engine.RaiseAsync(other, "n", 1);
        await engine.RaiseAsync(other, "n", 2);

        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => raise)).StatusCode);
        Assert.Contains("could not run an episode", (await engine.EndOfAsync(id)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("1,2", TestEngine.ResultOf<string>(await engine.EndOfAsync(other)));
    }

    [Fact]
    public async Task Who_waits_for_an_answer_gets_one_though_nothing_can_be_stored()
    {
        await using TestEngine engine = await StartAsync();
        string id = await engine.ScheduleAsync("Collect");
        await engine.BeginOfAsync(id);

        Break(int.MaxValue);
        Task raise = engine.RaiseAsync(id, "n", 1);
        await UntilAsync(raise);
        Mend();
        Task<OrchestrationMetadata> end = engine.EndOfAsync(id);
        await UntilAsync(end);

        await Assert.ThrowsAsync<InvalidCastException>(() => raise);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await end).RuntimeStatus);
    }

    [Fact]
    public async Task An_event_to_an_instance_whose_episodes_cannot_be_run_is_sent_until_that_is_over()
    {
        FaultyStore store = new(new InMemoryInstanceStore(), _ => Fault.None);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Send", context => context.SendEvent("ear", "e", 1))
                .AddOrchestratorFunc<int>("Hear", context => context.WaitForExternalEvent<int>("e")),
            store,
            _time);
        await engine.ScheduleAsync("Hear", instanceId: "ear");
        await engine.BeginOfAsync("ear");

        store.Broken = "ear";
        Task<OrchestrationMetadata> sent = engine.RunAsync("Send");
        await Patience.UntilAsync(
            () => engine.Log.Lines.Count(l => l.Contains("could not be run; trying again", StringComparison.Ordinal)) >= 9,
            "the episode to be tried nine times",
            AdvanceAsync);
        Assert.False(sent.IsCompleted);
        store.Broken = null;
        await UntilAsync(sent);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await sent).RuntimeStatus);
    }

    private Task<TestEngine> StartAsync(Action<DurableTaskRegistry>? tasks = null) => TestEngine.StartAsync(
        tasks ?? (all => all.AddOrchestratorFunc<string>("Collect", async context =>
            $"{await context.WaitForExternalEvent<int>("n")},{await context.WaitForExternalEvent<int>("n")}")),
        new FaultyStore(new InMemoryInstanceStore(), _ => _broken && Interlocked.Decrement(ref _left) >= 0 ? Fault.Unexpected : Fault.None),
        _time);

    private void Break(int writes) => (_left, _broken) = (writes, true);

    private void Mend() => _broken = false;

    // Lets the time between the tries pass.
    private Task UntilAsync(Task task) => Patience.UntilAsync(() => task.IsCompleted, "the end of what fails for a while", AdvanceAsync);

    private async Task AdvanceAsync()
    {
        await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
