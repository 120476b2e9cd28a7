using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask.Client;
using Xunit;

namespace ContractAttach.Tests.Engine;

/// <summary>Instances in memory, awake and asleep.</summary>
public sealed class InstanceTests
{
    private static readonly StoredInstance s_stored = new(
        new()
        {
            InstanceId = "a/b 1",
            Name = "Wait",
            Version = "1.0",
            Status = OrchestrationRuntimeStatus.Pending,
            CreatedAt = new(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(2)),
            UpdatedAt = DateTimeOffset.MaxValue,
            CompletedAt = DateTimeOffset.MinValue,
            Live = true,
            DueAt = new DateTimeOffset(2026, 3, 1, 10, 10, 0, TimeSpan.Zero).AddTicks(1),
            CustomStatus = "\"\\\"œ\u0000😀\"",
            Execution = "execution",
            Commit = "commit",
            SpilledRows = 2,
            History = "{\"kind\":\"ExecutionStarted\"}\n",
            Outbox = "[]",
            ETag = "W/\"datetime'2026'\"",
        },
        new string('x', 100_000) + "é");

    private readonly Instance _instance = new(s_stored);

    [Fact]
    public void Asleep_it_is_what_it_was()
    {
        _instance.Sleep();

        Assert.NotSame(s_stored, _instance.Stored);
        Assert.Equal(s_stored, _instance.Stored);
        _instance.Wake();
        Assert.Equal(s_stored, _instance.Stored);
    }

    [Fact]
    public void Having_no_call_under_way_it_sleeps_once_there_is_nothing_to_do()
    {
        Assert.True(_instance.TryPost(new WakeMessage(), out _));
        _instance.Take();
        _instance.Committed(s_stored, waits: true);
        Assert.Same(s_stored, _instance.Stored);

        Assert.False(_instance.Finish());

        Assert.NotSame(_instance.Stored, _instance.Stored);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void It_stays_awake_for_a_call_and_for_what_it_was_told_meanwhile(bool waits, bool told)
    {
        _instance.Committed(s_stored, waits);
        if (told)
            Assert.True(_instance.TryPost(new WakeMessage(), out _));

        Assert.Equal(told, _instance.Finish());

        Assert.Same(s_stored, _instance.Stored);
    }

    [Fact]
    public async Task Whoever_asks_when_it_is_gone_already_waits_no_more()
    {
        _instance.Remove();
        await _instance.Gone.WaitAsync(TestContext.Current.CancellationToken);
    }
}
