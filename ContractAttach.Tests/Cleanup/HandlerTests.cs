using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Revocations;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Cleanup;

/// <summary>What is done about each kind of due item.</summary>
public sealed class HandlerTests(DevServicesFixture services) : IAsyncLifetime
{
    private CleanupStage _stage = null!;

    /// <summary>Every kind that there is: one without a handler is left, and seen.</summary>
    public static TheoryData<string> Kinds => [.. typeof(DueKinds).GetFields().Select(kind => (string)kind.GetRawConstantValue()!)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _stage.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => _stage = await CleanupStage.SetAsync(services);

    public async ValueTask DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_item_whose_thing_is_gone_goes_and_leaves_nothing(string kind)
    {
        await _stage.Due.AddAsync(new DueItem(Now, kind, "account-that-was-closed", "gone", "C-1"), Cancel);
        Cleaner cleaner = _stage.Cleaner();

        CleanupFigures all = default;
        foreach (int days in (int[])[0, 2, 40, 400])
        {
            _stage.Time.Advance(TimeSpan.FromDays(days));
            all += await cleaner.CleanAsync(_stage.Durable, Cancel);
        }

        Assert.Equal((0, 0, 0), (all.Ended, all.Sent, all.Left));
        Assert.Equal(0, await _stage.Due.CountAsync(Now.AddYears(5), 10, Cancel));
        Assert.Empty(_stage.Purged);
    }

    [Fact]
    public async Task A_holders_link_without_a_request_is_forgotten_when_it_has_run_out()
    {
        foreach (string token in (string[])["one", "other"])
            await _stage.Tables.Revocations.UpsertEntityAsync(new RevocationRow { PartitionKey = token, ExpiresAt = Now }, cancellationToken: Cancel);
        await _stage.Due.AddAsync(new DueItem(Now, DueKinds.Revocation, "account", "one"), Cancel);

        Assert.Equal(new CleanupFigures(Purged: 1), await _stage.Cleaner().CleanAsync(_stage.Durable, Cancel));

        Assert.Null(await _stage.Tables.Revocations.FindAsync<RevocationRow>("one", RevocationRow.Key, Cancel));
        Assert.NotNull(await _stage.Tables.Revocations.FindAsync<RevocationRow>("other", RevocationRow.Key, Cancel));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task An_idempotency_key_that_is_used_anew_stays(int hoursLeft, int purged)
    {
        await _stage.Tables.Accounts.AddEntityAsync(new TableEntity("account", "idempotency:key") { ["ForgottenAt"] = Now.AddHours(hoursLeft) }, Cancel);
        await _stage.Due.AddAsync(new DueItem(Now, DueKinds.Idempotency, "account", "key"), Cancel);

        Assert.Equal(new CleanupFigures(Purged: purged), await _stage.Cleaner().CleanAsync(_stage.Durable, Cancel));

        Assert.Equal(purged == 0, await _stage.Tables.Accounts.FindAsync<TableEntity>("account", "idempotency:key", Cancel) is not null);
    }

    [Fact]
    public async Task The_reverse_row_of_a_link_that_never_came_is_an_orphan_after_an_hour()
    {
        AttachmentStore store = new(_stage.Tables, Unmeasured.Requests, _stage.Time);
        await _stage.Due.AddAsync(new DueItem(Now.AddMinutes(5), DueKinds.Link, "account", "attachment", "C-1"), Cancel);
        await store.AddReverseAsync("C-1", "account", "attachment", Cancel);
        Cleaner cleaner = _stage.Cleaner();

        _stage.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(default, await cleaner.CleanAsync(_stage.Durable, Cancel));
        _stage.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(default, await cleaner.CleanAsync(_stage.Durable, Cancel));
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new CleanupFigures(Purged: 1), await cleaner.CleanAsync(_stage.Durable, Cancel));
    }

    [Fact]
    public async Task The_reverse_row_of_a_request_that_died_or_lost_is_mended()
    {
        OldThings things = new(_stage.Tables, Now);
        await things.WriteAsync(2, idle: 0);
        AttachmentStore store = new(_stage.Tables, Unmeasured.Requests, _stage.Time);
        await store.AddReverseAsync("C-0", "due-0", "lost-0", Cancel);
        await store.AddReverseAsync("C-1", "due-0", "lost-1", Cancel);
        await _stage.Tables.Accounts.UpsertEntityAsync(new AccountRow { PartitionKey = "due-0" }, cancellationToken: Cancel);
        Assert.True(await store.TryLinkAsync(new LinkRow { PartitionKey = "due-0", RowKey = "link:C-1", AttachmentId = "won", AttachedAt = Now }, null, [], Cancel));

        await _stage.Cleaner().CleanAsync(_stage.Durable, Cancel);

        ReverseLinkRow row = Assert.Single(await _stage.Tables.ContractLinks.QueryAsync<ReverseLinkRow>(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Equal(("C-1", "won"), (row.PartitionKey, row.AttachmentId));
    }
}
