using ContractAttach.Attachments;
using ContractAttach.Tests.Cleanup;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>An account's latest requests.</summary>
public sealed class RequestListTests(TestTables tables) : IClassFixture<TestTables>
{
    private const int Listed = 50;

    private static readonly DateTimeOffset s_now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public async Task One_page_is_read_however_many_there_are(int count)
    {
        string account = Guid.NewGuid().ToString("N");
        string[] ids = [.. Enumerable.Range(0, count).Select(minute => Ulid.NewUlid(s_now.AddMinutes(minute)).ToString())];
        foreach (string[] some in ids.OrderBy(_ => Random.Shared.Next()).Chunk(100))
        {
            await tables.Tables.Accounts.SubmitTransactionAsync(
                some.Select(id => new Azure.Data.Tables.TableTransactionAction(
                    Azure.Data.Tables.TableTransactionActionType.Add, new RequestRow { PartitionKey = account, RowKey = RequestRow.KeyOf(id) })),
                Cancel);
        }

        var log = new StorageLog();
        IReadOnlyList<RequestRow> rows = await new AttachmentStore(tables.Through(log), Unmeasured.Requests, TimeProvider.System).ListRequestsAsync(account, Listed, Cancel);

        Assert.Equal(ids.Reverse().Take(Listed), rows.Select(row => row.Id));
        Assert.Contains($"$top={Listed}", Assert.Single(log.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_its_requests_own_and_the_later_comes_first() => Gen.Select(Gen.Byte.Array[16], Gen.Byte.Array[16]).Sample((one, other) =>
    {
        (string first, string second) = (new Ulid(one).ToString(), new Ulid(other).ToString());
        return RequestRow.IdOf(RequestRow.KeyOf(first)) == first
            && Math.Sign(string.CompareOrdinal(first, second)) == -Math.Sign(string.CompareOrdinal(RequestRow.KeyOf(first), RequestRow.KeyOf(second)));
    });
}
