using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>Reverse rows that attachments left behind where they died or lost.</summary>
public sealed class ReverseLinksTests(TestTables tables) : IClassFixture<TestTables>
{
    private const string Account = "account";

    private readonly string _contract = $"C-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mine", null, null)] // died before its link
    [InlineData("mine", "other", "other")] // lost against the other, which wrote before
    [InlineData(null, "mine", "mine")] // its own was taken for an orphan
    [InlineData("mine", "mine", "mine")]
    [InlineData("other", null, "other")] // the other may be under way
    [InlineData("other", "other", "other")]
    [InlineData("other", "mine", "other")]
    [InlineData(null, "other", null)]
    [InlineData(null, null, null)]
    public async Task An_attachment_mends_what_it_left(string? reverse, string? link, string? mended)
    {
        AttachmentStore store = new(tables.Tables, Unmeasured.Requests, TimeProvider.System);
        if (reverse is not null)
            await store.AddReverseAsync(_contract, Account, reverse, Cancel);
        if (link is not null)
            await LinkAsync(store, Link(link));

        for (int run = 0; run < 2; run++)
        {
            bool orphan = await new ReverseLinks(tables.Tables, store).SettleAsync(_contract, Account, "mine", Cancel);

            Assert.Equal(run == 0 && reverse == "mine" && mended is null, orphan);
            Assert.Equal(mended, await ReverseAsync());
        }
    }

    [Fact]
    public async Task A_link_that_ends_while_its_row_is_mended_leaves_none()
    {
        AttachmentStore store = new(tables.Tables, Unmeasured.Requests, TimeProvider.System);
        await store.AddReverseAsync(_contract, Account, "mine", Cancel);
        LinkRow link = Link("other");
        await LinkAsync(store, link);
        BeforeWrite ends = new(async () =>
        {
            await tables.Tables.Accounts.DeleteEntityAsync(Account, link.RowKey, cancellationToken: Cancel);
            await store.RemoveReverseAsync(_contract, Account, "other", Cancel);
        });
        Tables watched = tables.Through(ends);

        Assert.True(await new ReverseLinks(watched, new AttachmentStore(watched, Unmeasured.Requests, TimeProvider.System)).SettleAsync(_contract, Account, "mine", Cancel));

        Assert.Null(await ReverseAsync());
    }

    private LinkRow Link(string attachmentId) => new()
    {
        PartitionKey = Account,
        RowKey = LinkRow.Prefix + _contract,
        AttachmentId = attachmentId,
        AttachedAt = DateTimeOffset.UnixEpoch.AddYears(50),
    };

    // No link without an account.
    private async Task LinkAsync(AttachmentStore store, LinkRow link)
    {
        await tables.Tables.Accounts.UpsertEntityAsync(new AccountRow { PartitionKey = Account }, cancellationToken: Cancel);
        Assert.True(await store.TryLinkAsync(link, null, [], Cancel));
    }

    private async Task<string?> ReverseAsync() =>
        (await tables.Tables.ContractLinks.FindAsync<ReverseLinkRow>(_contract, Account, Cancel))?.AttachmentId;
}
