using ContractAttach.LocalRuntime.Engine;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>The same stories over a store in memory.</summary>
public sealed class LargeHistoryTests
{
    [Fact]
    public Task A_long_history_goes_on_after_a_restart() => LargeHistories.LongAsync(() => new InMemoryInstanceStore(), "memory");

    [Fact]
    public Task Large_payloads_pass_through() => LargeHistories.LargeAsync(() => new InMemoryInstanceStore(), "memory");
}
