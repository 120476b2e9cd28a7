using ContractAttach.Due;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Due;

public sealed class DueItemsTests : IClassFixture<TestTables>, IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DueItems _due;

    public DueItemsTests(TestTables tables) => _due = new DueItems(tables.Tables);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await foreach (DueItem item in _due.ReadAsync(DateTimeOffset.MaxValue.AddDays(-1), CancellationToken.None))
            await _due.RemoveAsync(item, CancellationToken.None);
    }

    [Fact]
    public async Task What_is_due_is_read_to_the_tick_and_nothing_later()
    {
        DueItem[] items =
        [
            Item(Noon.AddDays(-40), "a"), Item(Noon.AddHours(-2), "b"), Item(Noon.AddTicks(-1), "c"), Item(Noon, "d"),
            Item(Noon.AddTicks(1), "e"), Item(Noon.AddMinutes(30), "f"), Item(Noon.AddDays(1), "g"),
        ];
        foreach (DueItem item in items.Reverse())
            await _due.AddAsync(item, Cancel);

        Assert.Equal(items[..4], await ReadAsync(Noon));
        Assert.Equal(items[..5], (await ReadAsync(Noon.AddTicks(1))).OrderBy(item => item.At));
    }

    [Fact]
    public async Task Hours_come_in_order_and_what_is_removed_while_reading_is_read_once()
    {
        DueItem[] items = [.. Enumerable.Range(0, 100).Select(i => Item(Noon.AddMinutes(-7 * i), $"id-with-hyphens-{i}"))];
        await Task.WhenAll(items.Select(item => _due.AddAsync(item, Cancel)));

        List<DueItem> read = [];
        await foreach (DueItem item in _due.ReadAsync(Noon, Cancel))
        {
            read.Add(item);
            await _due.RemoveAsync(item, Cancel);
        }

        Assert.Equal(items.ToHashSet(), [.. read]);
        Assert.Equal(100, read.Count);
        Assert.Equal(read.Select(item => item.At.Hour), read.OrderBy(item => item.At.Date).ThenBy(item => item.At.Hour).Select(item => item.At.Hour));
        Assert.Empty(await ReadAsync(Noon));
    }

    [Fact]
    public async Task More_than_a_page_is_read()
    {
        // A page of a table query has 1,000 rows.
        await Parallel.ForAsync(0, 1_010, Cancel, async (i, cancel) => await _due.AddAsync(Item(Noon, $"{i}"), cancel));

        Assert.Equal(1_010, (await ReadAsync(Noon)).Count);
        Assert.Equal((1_010, 1_000, 0), (
            await _due.CountAsync(Noon, 5_000, Cancel), await _due.CountAsync(Noon, 1_000, Cancel), await _due.CountAsync(Noon.AddTicks(-1), 5_000, Cancel)));
    }

    [Fact]
    public async Task The_same_item_twice_is_one_and_removing_it_twice_is_fine()
    {
        DueItem item = Item(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)), "same");
        await _due.AddAsync(item, Cancel);
        await _due.AddAsync(item with { At = item.At.ToUniversalTime() }, Cancel);
        Assert.Equal([item], await ReadAsync(Noon));

        await _due.RemoveAsync(item, Cancel);
        await _due.RemoveAsync(item, Cancel);
        Assert.Empty(await ReadAsync(Noon));
    }

    private static DueItem Item(DateTimeOffset at, string id) => new(at, "request", "account-1", id, "C-" + id);

    private async Task<List<DueItem>> ReadAsync(DateTimeOffset until)
    {
        List<DueItem> items = [];
        await foreach (DueItem item in _due.ReadAsync(until, Cancel))
            items.Add(item);
        return items;
    }
}
