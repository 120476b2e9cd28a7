using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Revocations;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Revocations;

public sealed class RevokerTests(TestTables tables) : IClassFixture<TestTables>
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_that_is_valid_ends_what_it_was_made_for()
    {
        (LinkRow link, string token) = await LinkAsync();

        Revocation revocation = (await Revoker().FindAsync(token, Cancel))!;

        Assert.Equal((link.PartitionKey, link.AttachmentId), (revocation.Account.Id, revocation.Link.AttachmentId));
        Assert.Equal(link.AttachedAt + TimeSpan.FromDays(30), revocation.ExpiresAt);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("expired")]
    [InlineData("ended")]
    [InlineData("replaced")]
    public async Task Whatever_is_wrong_with_a_link_the_same_reads_are_done(string wrong)
    {
        (LinkRow link, string token) = await LinkAsync();
        switch (wrong)
        {
            case "unknown":
                token = new string('A', token.Length);
                break;
            case "expired":
                _time.Advance(TimeSpan.FromDays(30));
                break;
            case "ended":
                await tables.Tables.Accounts.DeleteEntityAsync(link.PartitionKey, link.RowKey, cancellationToken: Cancel);
                break;
            default:
                link.AttachmentId = "a later one";
                await tables.Tables.Accounts.UpsertEntityAsync(link, cancellationToken: Cancel);
                break;
        }

        StorageCalls calls = new();
        Assert.Null(await Revoker(calls).EndAsync(token, Cancel));

        Assert.Equal((4, 0), (calls.Reads, calls.Writes));
    }

    [Fact]
    public async Task The_table_holds_no_token()
    {
        (_, string token) = await LinkAsync();

        await foreach (RevocationRow row in tables.Tables.Revocations.QueryAsync<RevocationRow>(cancellationToken: Cancel))
            Assert.DoesNotContain(token, row.PartitionKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://portal.example.com/espace-client")]
    [InlineData("https://portal.example.com/espace-client/")]
    public void A_link_keeps_the_path_of_the_portal(string portal) =>
        Assert.StartsWith("https://portal.example.com/espace-client/revocations/", Links(tables.Tables, portal).Of("A-1").AbsoluteUri, StringComparison.Ordinal);

    private RevocationLinks Links(Tables through, string portal = "https://portal.example.com") => new(
        through, tables.Hash, Options.Create(new PortalOptions { Url = new Uri(portal) }), Options.Create(new AttachmentOptions()));

    // Nothing here ends a link, so that there is nothing to end it with.
    private Revoker Revoker(StorageCalls? calls = null)
    {
        Tables through = calls is null ? tables.Tables : tables.Through(calls);
        return new Revoker(
            Links(through),
            new AttachmentStore(through, Unmeasured.Requests, _time),
            new AccountStore(through, tables.Hash, dispatch: null!, _time),
            new TableContractDirectory(through),
            ender: null!,
            _time);
    }

    private async Task<(LinkRow Link, string Token)> LinkAsync()
    {
        string id = Ulid.NewUlid().ToString();
        await tables.Tables.Accounts.UpsertEntityAsync(new AccountRow { PartitionKey = id, CreatedAt = _time.GetUtcNow() }, cancellationToken: Cancel);
        var link = new LinkRow { PartitionKey = id, RowKey = LinkRow.Prefix + "C-1", AttachmentId = "attachment-" + id, AttachedAt = _time.GetUtcNow() };
        await tables.Tables.Accounts.UpsertEntityAsync(link, cancellationToken: Cancel);
        RevocationLinks links = Links(tables.Tables);
        await links.AddAsync(link, Cancel);
        return (link, links.Of(link.AttachmentId).Segments[^1]);
    }
}
