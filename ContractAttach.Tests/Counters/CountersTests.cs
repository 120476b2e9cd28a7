using Azure.Data.Tables;
using ContractAttach.Counters;
using ContractAttach.Due;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Counters;

public sealed class CountersTests(TestTables tables) : IClassFixture<TestTables>
{
    private static readonly Limit PerHour = new("hour", new Window(3, TimeSpan.FromHours(1)));
    private static readonly Limit PerDay = new("day", new Window(10, TimeSpan.FromHours(24)));

    private readonly FakeTimeProvider _time = new();
    private readonly string _scope = $"line:{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_is_counted_or_nothing()
    {
        ContractAttach.Counters.Counters counters = Make();
        for (int i = 0; i < 3; i++)
            Assert.True((await counters.ReserveAsync(_scope, [(PerHour, $"a{i}"), (PerDay, $"a{i}")], Cancel)).Granted);
        _time.Advance(TimeSpan.FromMinutes(20));

        Reservation denied = await counters.ReserveAsync(_scope, [(PerDay, "b"), (PerHour, "b")], Cancel);
        Assert.Equal((false, PerHour.Name, TimeSpan.FromMinutes(40)), (denied.Granted, denied.DeniedLimit, denied.RetryAfter));
        for (int i = 3; i < 10; i++)
            Assert.True((await counters.ReserveAsync(_scope, [(PerDay, $"a{i}")], Cancel)).Granted);
        Assert.False((await counters.PeekAsync(_scope, PerDay, Cancel)).Granted);

        _time.Advance(TimeSpan.FromMinutes(40));
        Assert.True((await counters.PeekAsync(_scope, PerHour, Cancel)).Granted);
    }

    [Fact]
    public async Task What_is_counted_here_again_is_not_read_again_and_what_another_instance_did_meanwhile_is_not_lost()
    {
        StorageCalls calls = new();
        var here = new ContractAttach.Counters.Counters(tables.Through(calls), _time);
        await here.ReserveAsync(_scope, [(PerHour, "a")], Cancel);
        (int reads, int writes) = (calls.Reads, calls.Writes);

        await here.ReserveAsync(_scope, [(PerHour, "b")], Cancel);
        Assert.Equal((reads, writes + 1), (calls.Reads, calls.Writes));

        await Make().ReserveAsync(_scope, [(PerHour, "c")], Cancel);
        Assert.False((await here.ReserveAsync(_scope, [(PerHour, "d")], Cancel)).Granted);

        await Make().ReleaseAsync(_scope, [(PerHour.Name, "c")], Cancel);
        Assert.True((await here.ReserveAsync(_scope, [(PerHour, "d")], Cancel)).Granted);

        await Make().ReleaseAsync(_scope, [(PerHour.Name, "a"), (PerHour.Name, "b"), (PerHour.Name, "d")], Cancel);
        Assert.Equal(_time.GetUtcNow(), (await here.ReserveAsync(_scope, [(PerHour, "a")], Cancel)).At);
    }

    [Fact]
    public async Task A_repeat_is_granted_with_its_first_instant_and_writes_nothing()
    {
        DateTimeOffset first = _time.GetUtcNow();
        await Make().ReserveAsync(_scope, [(PerHour, "a")], Cancel);
        _time.Advance(TimeSpan.FromMinutes(5));

        StorageCalls calls = new();
        Reservation again = await new ContractAttach.Counters.Counters(tables.Through(calls), _time).ReserveAsync(_scope, [(PerHour, "a")], Cancel);

        Assert.Equal((true, first), (again.Granted, again.At));
        Assert.Equal((1, 0), (calls.Reads, calls.Writes));
    }

    [Fact]
    public async Task What_is_given_back_counts_no_more()
    {
        ContractAttach.Counters.Counters counters = Make();
        for (int i = 0; i < 3; i++)
            await counters.ReserveAsync(_scope, [(PerHour, $"a{i}")], Cancel);
        Assert.False((await counters.PeekAsync(_scope, PerHour, Cancel)).Granted);

        await counters.ReleaseAsync(_scope, [(PerHour.Name, "a1"), (PerDay.Name, "never")], Cancel);
        await counters.ReleaseAsync(_scope, [(PerHour.Name, "a1")], Cancel);

        Assert.True((await counters.ReserveAsync(_scope, [(PerHour, "b")], Cancel)).Granted);
        Assert.False((await counters.ReserveAsync(_scope, [(PerHour, "c")], Cancel)).Granted);
    }

    [Fact]
    public async Task Giving_back_in_a_scope_that_never_was_is_fine()
    {
        await Make().ReleaseAsync(_scope, [(PerHour.Name, "a")], Cancel);
        Assert.True((await Make().PeekAsync(_scope, PerHour, Cancel)).Granted);
    }

    [Fact]
    public async Task Parallel_reservations_never_overshoot_and_never_fall_short()
    {
        // Each has its own client, as instances of the application do.
        Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Make().ReserveAsync(_scope, [(PerDay, $"key{i}")], Cancel)));

        Assert.Equal(10, answers.Count(answer => answer.Granted));
    }

    [Fact]
    public async Task Parallel_reservations_of_one_key_count_once()
    {
        Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Make().ReserveAsync(_scope, [(PerHour, "same")], Cancel)));

        Assert.All(answers, answer => Assert.True(answer.Granted));
        Assert.Single(answers.Select(answer => answer.At).Distinct());
        for (int i = 0; i < 2; i++)
            Assert.True((await Make().ReserveAsync(_scope, [(PerHour, $"a{i}")], Cancel)).Granted);
        Assert.False((await Make().PeekAsync(_scope, PerHour, Cancel)).Granted);
    }

    [Fact]
    public async Task An_exchange_gives_back_and_counts_in_one()
    {
        for (int i = 0; i < 3; i++)
            Assert.True((await Make().ReserveAsync(_scope, [(PerHour, $"a{i}")], Cancel)).Granted);

        Reservation inPlace = await Make().ExchangeAsync(_scope, [(PerHour.Name, "a0")], [(PerHour, "b0")], Cancel);
        Reservation denied = await Make().ExchangeAsync(_scope, [(PerHour.Name, "a1")], [(PerHour, "b1"), (PerHour, "b2")], Cancel);
        Reservation room = await Make().ReserveAsync(_scope, [(PerHour, "b3")], Cancel);
        Reservation full = await Make().ReserveAsync(_scope, [(PerHour, "b4")], Cancel);

        Assert.True(inPlace.Granted);
        Assert.False(denied.Granted);
        Assert.True(room.Granted);
        Assert.False(full.Granted);
    }

    [Fact]
    public async Task Parallel_giving_back_loses_nothing()
    {
        for (int i = 0; i < 10; i++)
            await Make().ReserveAsync(_scope, [(PerDay, $"key{i}")], Cancel);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Make().ReleaseAsync(_scope, [(PerDay.Name, $"key{i}")], Cancel)));

        Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Make().ReserveAsync(_scope, [(PerDay, $"new{i}")], Cancel)));
        Assert.Equal(10, answers.Count(answer => answer.Granted));
    }

    [Fact]
    public async Task A_scope_is_forgotten_once_nothing_of_a_day_is_counted_in_it()
    {
        await Make().ReserveAsync(_scope, [(PerDay, "a")], Cancel);
        _time.Advance(TimeSpan.FromHours(20));
        await Make().ReserveAsync(_scope, [(PerHour, "b")], Cancel);
        _time.Advance(TimeSpan.FromHours(4));

        Assert.False(await Make().ForgetAsync(_scope, Cancel));
        _time.Advance(TimeSpan.FromHours(20));
        Assert.True(await Make().ForgetAsync(_scope, Cancel));
        Assert.False(await Make().ForgetAsync(_scope, Cancel));
        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    public async Task A_scope_is_due_a_day_after_it_first_counts_and_again_where_it_has_counted_since()
    {
        DateTimeOffset first = _time.GetUtcNow();
        await Make().ReserveAsync(_scope, [(PerDay, "a")], Cancel);
        _time.Advance(TimeSpan.FromHours(20));
        DateTimeOffset last = _time.GetUtcNow();
        await Make().ReserveAsync(_scope, [(PerDay, "b")], Cancel);
        DueItem item = Assert.Single(await DueAsync());
        Assert.InRange(item.At - first, TimeSpan.FromHours(24), TimeSpan.FromHours(25));

        await Due.RemoveAsync(item, Cancel);
        _time.SetUtcNow(item.At);
        Assert.False(await Make().ForgetAsync(_scope, Cancel));
        DueItem again = Assert.Single(await DueAsync());
        Assert.InRange(again.At - last, TimeSpan.FromHours(24), TimeSpan.FromHours(25));

        await Due.RemoveAsync(again, Cancel);
        _time.SetUtcNow(again.At);
        Assert.True(await Make().ForgetAsync(_scope, Cancel));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_process_that_dies_while_it_makes_a_scope_leaves_none_that_nobody_looks_for()
    {
        await Assert.ThrowsAsync<ProcessDiedException>(() => new ContractAttach.Counters.Counters(tables.Through(new StorageCalls { DiesAt = 1, DiesAfter = true }), _time)
            .ReserveAsync(_scope, [(PerDay, "a")], Cancel));

        Assert.Equal((0, 1), (await RowsAsync(), (await DueAsync()).Count));
    }

    [Fact]
    public async Task A_scope_is_gone_with_the_last_that_is_given_back()
    {
        await Make().ReserveAsync(_scope, [(PerDay, "a"), (PerHour, "b")], Cancel);
        await Make().ReleaseAsync(_scope, [(PerDay.Name, "a")], Cancel);
        Assert.Equal(1, await RowsAsync());

        await Make().ReleaseAsync(_scope, [(PerHour.Name, "b")], Cancel);

        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    public async Task A_window_that_it_cannot_remember_is_refused()
    {
        Limit week = new("week", new Window(1, TimeSpan.FromDays(7)));
        await Assert.ThrowsAsync<ArgumentException>(() => Make().ReserveAsync(_scope, [(week, "a")], Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Make().PeekAsync(_scope, week, Cancel));
    }

    private DueItems Due => new(tables.Tables);

    private async Task<IReadOnlyList<DueItem>> DueAsync() =>
        await Due.ReadAsync(_time.GetUtcNow().AddYears(1), Cancel).Where(item => item.Id == _scope).ToListAsync(Cancel);

    private async Task<int> RowsAsync() =>
        await tables.Tables.Counters.QueryAsync<TableEntity>(row => row.PartitionKey == _scope, cancellationToken: Cancel).CountAsync(Cancel);

    private ContractAttach.Counters.Counters Make() => new(tables.Through(new StorageCalls()), _time);
}
