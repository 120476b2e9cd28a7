using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Revocations;
using ContractAttach.Storage;
using ContractAttach.Tests.Contracts;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>The end of a link, and of the process in the middle of it.</summary>
public sealed class LinkEnderTests(TestTables tables) : IClassFixture<TestTables>
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Mock<IContractDirectory> _directory = new();
    private readonly Mock<IEmailSender> _email = new();
    private readonly Account _account = new(
        Ulid.NewUlid().ToString(), "Léa", "Durand", [], [], new ContactDetails("lea@example.com", null), default);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_dies_at_any_write_leaves_a_link_or_an_end_that_is_told_and_noted(bool after)
    {
        for (int write = 1; ; write++)
        {
            _email.Reset();
            LinkRow link = await LinkAsync(SampleContracts.Mobile());
            bool died = false;
            try
            {
                await Ender(tables.Through(new StorageCalls { DiesAt = write, DiesAfter = after }))
                    .EndAsync(_account, link.ContractId, LinkEndReason.Owner, null, Cancel);
            }
            catch (ProcessDiedException)
            {
                died = true;
            }

            await CleanAsync();

            bool isThere = await Store.FindLinkAsync(_account.Id, link.ContractId, Cancel) is not null;
            AuditEntry[] audit = await new AuditTrail(tables.Tables).ReadAsync(link.ContractId, Cancel).ToArrayAsync(Cancel);
            Assert.Equal(isThere, await ReverseAsync(link.ContractId) is not null);
            Assert.Equal(isThere ? 0 : 1, audit.Length);
            Assert.Null(await Store.FindEndedAsync(_account.Id, link.AttachmentId, Cancel));

            // At least once, as the same operation: Léa and the holder.
            Assert.Equal(isThere ? 0 : 2, _email.Invocations.Select(call => ((EmailNotice)call.Arguments[0]).OperationId).Distinct().Count());
            if (!died)
            {
                Assert.False(isThere);
                Assert.True(write > 5);
                return;
            }
        }
    }

    [Fact]
    public async Task What_is_left_of_an_old_end_leaves_the_reverse_row_of_a_newer_attachment_alone()
    {
        Contract contract = SampleContracts.Mobile();
        LinkRow old = await LinkAsync(contract);

        // The second write is the transaction that ends the link: after the due row, before all that follows.
        await Assert.ThrowsAsync<ProcessDiedException>(() => Ender(tables.Through(new StorageCalls { DiesAt = 2, DiesAfter = true }))
            .EndAsync(_account, contract.Id, LinkEndReason.Owner, null, Cancel));
        Assert.Null(await Store.FindLinkAsync(_account.Id, contract.Id, Cancel));
        LinkRow newer = await LinkAsync(contract);

        await CleanAsync();

        Assert.NotEqual(old.AttachmentId, newer.AttachmentId);
        Assert.Equal(newer.AttachmentId, (await ReverseAsync(contract.Id))?.AttachmentId);
    }

    [Fact]
    public async Task An_end_that_is_meant_for_one_attachment_does_not_touch_a_later_one()
    {
        Contract contract = SampleContracts.Mobile();
        LinkRow old = await LinkAsync(contract);
        Assert.True(await Ender(tables.Tables).EndAsync(_account, contract.Id, LinkEndReason.Owner, old.AttachmentId, Cancel));
        await LinkAsync(contract);

        Assert.False(await Ender(tables.Tables).EndAsync(_account, contract.Id, LinkEndReason.RevocationLink, old.AttachmentId, Cancel));

        Assert.NotNull(await Store.FindLinkAsync(_account.Id, contract.Id, Cancel));
    }

    private AttachmentStore Store => new(tables.Tables, Unmeasured.Requests, _time);

    private DueItems Due => new(tables.Tables);

    private async Task<LinkRow> LinkAsync(Contract contract)
    {
        _directory.Setup(directory => directory.GetAsync(contract.Id, It.IsAny<CancellationToken>())).ReturnsAsync(contract);
        var link = new LinkRow
        {
            PartitionKey = _account.Id,
            RowKey = LinkRow.Prefix + contract.Id,
            AttachmentId = Ulid.NewUlid().ToString(),
            Role = nameof(Role.Proxy),
            ContractKind = contract.Kind.ToString(),
            Segment = contract.Segment.ToString(),
            Offer = contract.Offer,
            Line = contract.Lines[0].Number,
            AttachedAt = _time.GetUtcNow(),
        };
        await Store.AddReverseAsync(contract.Id, _account.Id, link.AttachmentId, Cancel);
        await tables.Tables.Accounts.UpsertEntityAsync(new AccountRow { PartitionKey = _account.Id }, cancellationToken: Cancel);
        Assert.True(await Store.TryLinkAsync(link, null, [], Cancel));
        return link;
    }

    private LinkEnder Ender(Tables through)
    {
        var due = new DueItems(through);
        var sender = new NoticeSender(through.Accounts, Mock.Of<ISmsSender>(), _email.Object, NullLogger<NoticeSender>.Instance);
        var portal = Options.Create(new PortalOptions { Url = new Uri("https://attach.example.com") });
        var links = new RevocationLinks(through, tables.Hash, portal, Options.Create(new AttachmentOptions()));
        return new LinkEnder(
            new AttachmentStore(through, Unmeasured.Requests, _time),
            _directory.Object,
            new AttachmentNotices(links, _time),
            new NoticeDispatch(sender, due, _time),
            due,
            new AuditTrail(through),
            _time);
    }

    // What the clean-up does of it, once it is due.
    private async Task CleanAsync()
    {
        _time.Advance(NoticeDispatch.Again);
        await foreach (DueItem item in Due.ReadAsync(_time.GetUtcNow(), Cancel))
        {
            Assert.Equal(DueKinds.EndedLink, item.Kind);
            await Ender(tables.Tables).FollowUpAsync(item.AccountId, item.Id, Cancel);
            await Due.RemoveAsync(item, Cancel);
        }
    }

    private Task<ReverseLinkRow?> ReverseAsync(string contractId) =>
        tables.Tables.ContractLinks.FindAsync<ReverseLinkRow>(contractId, _account.Id, Cancel);
}
