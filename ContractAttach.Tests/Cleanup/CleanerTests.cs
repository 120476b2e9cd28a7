using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Cleanup;

/// <summary>One run of the clean-up: its bounds, and what it does where it fails.</summary>
public sealed class CleanerTests(DevServicesFixture services) : IAsyncLifetime
{
    private const int OfEach = 200;

    private CleanupStage _stage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _stage.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => _stage = await CleanupStage.SetAsync(services);

    public async ValueTask DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_thousand_things_are_cleaned_in_bounded_batches_without_a_look_at_accounts_that_have_nothing_due()
    {
        OldThings things = new(_stage.Tables, Now);
        await things.WriteAsync(OfEach, idle: 300);
        StorageLog calls = new();
        Cleaner cleaner = _stage.Cleaner(calls, [("ItemsPerRun", "400"), ("SideBySide", "5")]);

        List<CleanupFigures> runs = [];
        for (int run = 0; run < 4; run++)
            runs.Add(await cleaner.CleanAsync(_stage.Durable, Cancel));

        Assert.Equal([600, 200, 0, 0], runs.Select(run => run.Left));
        Assert.Equal(new CleanupFigures(Ended: OfEach, Purged: 4 * OfEach), runs.Aggregate(CleanupFigures.Add) with { Left = 0 });
        Assert.Equal(0, await things.LeftAsync());
        Assert.Equal(OfEach, _stage.Purged.Count);

        // Five items, and the page that is read meanwhile.
        Assert.InRange(calls.MostAtOnce, 2, 6);
        Assert.All(calls.Calls.Where(call => call.Contains("accounts", StringComparison.Ordinal)), call => Assert.Contains("due-", call, StringComparison.Ordinal));
        Assert.DoesNotContain(calls.Calls, call => call.Contains("idle-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(131)]
    [InlineData(200)]
    public async Task A_run_that_is_killed_is_finished_by_the_next(int call)
    {
        OldThings things = new(_stage.Tables, Now);
        await things.WriteAsync(10, idle: 0);
        CleanupFigures killed = await RunAndDieAsync(new StorageLog { DiesAt = call });
        Assert.NotEqual(0, await things.LeftAsync());

        CleanupFigures next = await _stage.Cleaner().CleanAsync(_stage.Durable, Cancel);

        Assert.Equal(0, next.Left);
        Assert.InRange(killed.Ended + next.Ended, 0, 10);
        Assert.Equal(0, await things.LeftAsync());
        Assert.Equal(10, _stage.Purged.Distinct().Count());
        Assert.Equal(10, await CountAsync(DueKinds.RequestPurge));
    }

    [Fact]
    public async Task Two_runs_at_once_do_what_one_does()
    {
        OldThings things = new(_stage.Tables, Now);
        await things.WriteAsync(20, idle: 0);

        CleanupFigures[] runs = await Task.WhenAll(
            _stage.Cleaner().CleanAsync(_stage.Durable, Cancel), _stage.Cleaner().CleanAsync(_stage.Durable, Cancel));

        Assert.All(runs, run => Assert.Equal(0, run.Left));
        Assert.Equal(0, await things.LeftAsync());
        Assert.Equal(20, await CountAsync(DueKinds.RequestPurge));
    }

    [Fact]
    public async Task An_item_that_is_stuck_and_one_that_fails_hold_up_no_other()
    {
        var never = new TaskCompletionSource<CleanupFigures>();
        IDueHandler[] handlers =
        [
            new TestHandler("stuck", _ => never.Task),
            new TestHandler("failing", _ => throw new InvalidOperationException("It fails.")),
            new TestHandler("good", _ => Task.FromResult(new CleanupFigures(Sent: 1))),
        ];
        foreach (string kind in (string[])["stuck", "failing", "good", "of a newer version"])
            await _stage.Due.AddAsync(new DueItem(Now.AddMinutes(-1), kind.Replace(' ', '-'), "a", kind[..4]), Cancel);

        CleanupFigures run = await _stage.Cleaner(null, [("ItemTime", "00:00:01"), ("SideBySide", "1")], handlers).CleanAsync(_stage.Durable, Cancel);

        Assert.Equal(new CleanupFigures(Sent: 1, Left: 3), run);
        Assert.Equal(0, await _stage.Due.CountAsync(Now, 10, Cancel));
        Assert.Equal(3, await _stage.Due.CountAsync(Now + NoticeDispatch.Again, 10, Cancel));
    }

    [Fact]
    public async Task Items_that_fail_for_long_do_not_use_up_the_bounds_of_every_run()
    {
        int done = 0;
        IDueHandler[] handlers =
        [
            new TestHandler("failing", _ => throw new InvalidOperationException("It fails.")),
            new TestHandler("good", _ => Task.FromResult(new CleanupFigures(Purged: ++done))),
        ];
        for (int i = 0; i < 6; i++)
            await _stage.Due.AddAsync(new DueItem(Now.AddHours(-i), i < 1 ? "good" : "failing", "a", $"{i}"), Cancel);
        Cleaner cleaner = _stage.Cleaner(null, [("ItemsPerRun", "3"), ("SideBySide", "1")], handlers);

        Assert.Equal(6, (await cleaner.CleanAsync(_stage.Durable, Cancel)).Left);
        Assert.Equal(0, done);
        Assert.Equal(2, (await cleaner.CleanAsync(_stage.Durable, Cancel)).Left);
        Assert.Equal(1, done);
    }

    [Fact]
    public async Task A_run_takes_on_nothing_more_once_its_time_is_up()
    {
        var slow = new TestHandler("slow", _ =>
        {
            _stage.Time.Advance(TimeSpan.FromMinutes(2));
            return Task.FromResult(new CleanupFigures(Purged: 1));
        });
        for (int i = 0; i < 5; i++)
            await _stage.Due.AddAsync(new DueItem(Now.AddMinutes(-1), "slow", "a", $"{i}"), Cancel);

        CleanupFigures run = await _stage.Cleaner(null, [("RunTime", "00:03:00"), ("SideBySide", "1")], slow).CleanAsync(_stage.Durable, Cancel);

        Assert.Equal(new CleanupFigures(Purged: 2, Left: 3), run);
    }

    [Fact]
    public async Task A_run_says_what_it_did_in_one_line_and_as_metrics()
    {
        var measured = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name.StartsWith("contract_attach.cleanup.", StringComparison.Ordinal))
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value)));
        listener.Start();
        var handler = new TestHandler("good", _ => Task.FromResult(new CleanupFigures(1001, 1002, 1003, 1004)));
        await _stage.Due.AddAsync(new DueItem(Now, "good", "a", "1"), Cancel);

        await _stage.Cleaner(null, null, handler).CleanAsync(_stage.Durable, Cancel);

        Assert.Equal(
            [("ended", 1001), ("left", 1004), ("purged", 1003), ("sent", 1002)],
            measured.Select(pair => (pair.Key["contract_attach.cleanup.".Length..], pair.Value)).Order());
        Assert.Single(_stage.Log.Lines, line => line.EndsWith(
            "Clean-up: 1001 overdue requests ended, 1002 notices sent, 1003 old things deleted, 1004 items left for the next run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_due_later_is_not_read()
    {
        StorageLog calls = new();
        await _stage.Cleaner(calls).CleanAsync(_stage.Durable, Cancel);

        // Both keys are bound from above.
        string query = Assert.Single(calls.Calls);
        Assert.Contains("PartitionKey lt '2026030112-g' and RowKey lt '", query, StringComparison.Ordinal);
    }

    private async Task<CleanupFigures> RunAndDieAsync(StorageLog calls)
    {
        try
        {
            return await _stage.Cleaner(calls, [("SideBySide", "2")]).CleanAsync(_stage.Durable, Cancel);
        }
        catch (ProcessDiedException)
        {
            return default;
        }
    }

    private async Task<int> CountAsync(string kind)
    {
        HashSet<string> ids = [];
        await foreach (DueItem item in _stage.Due.ReadAsync(Now.AddDays(400), Cancel))
        {
            if (item.Kind == kind)
                ids.Add(item.Id);
        }

        return ids.Count;
    }
}
