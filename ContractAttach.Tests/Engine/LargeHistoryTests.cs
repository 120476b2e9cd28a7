using ContractAttach.LocalRuntime.Engine;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>The same stories over a store in memory.</summary>
public sealed class LargeHistoryTests
{
    [Fact]
    public Task A_long_history_goes_on_after_a_restart() => LargeHistories.LongAsync(() => new InMemoryInstanceStore(), "memory");

    [Fact]
    public Task The_older_history_of_an_execution_that_is_over_is_removed() => LargeHistories.AnewAsync(() => new InMemoryInstanceStore(), "memory");

    [Fact]
    public async Task The_state_of_a_living_instance_is_told_without_reading_its_older_history()
    {
        FaultyStore store = new(new InMemoryInstanceStore(), _ => Fault.None);
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Wait", async (context, _) => await context.WaitForExternalEvent<string>("e") + await context.WaitForExternalEvent<string>("e")),
            store);
        string id = await engine.ScheduleAsync("Wait", "input");
        await engine.RaiseAsync(id, "e", new string('x', 70_000));

        Assert.Equal("input", (await engine.GetAsync(id)).ReadInputAs<string>());
        Assert.Equal(0, store.SpillReads);
        await engine.RaiseAsync(id, "e", "!");
        await engine.EndOfAsync(id);
        Assert.Equal(("input", 70_001), ((await engine.GetAsync(id)).ReadInputAs<string>(), TestEngine.ResultOf<string>(await engine.GetAsync(id)).Length));
    }

    [Fact]
    public Task Large_payloads_pass_through() => LargeHistories.LargeAsync(() => new InMemoryInstanceStore(), "memory");
}
