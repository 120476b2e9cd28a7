using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Revocations;
using ContractAttach.Tests.Contracts;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>Links without a request, while the contract changes.</summary>
public sealed class LinkerTests(TestTables tables) : IClassFixture<TestTables>
{
    private readonly Account _account = new(
        Ulid.NewUlid().ToString(), "Léa", "Durand", [], [], new ContactDetails("lea@example.com", null), default);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => ["changed hands", "lost the line", "deleted"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_link_that_comes_a_moment_after_its_contract_has_changed_does_not_stay(string change)
    {
        Contract read = SampleContracts.Mobile();
        Contract? now = change switch
        {
            "changed hands" => read with { CustomerNumber = SampleContracts.NewCustomerNumber() },
            "lost the line" => read with { Lines = [SampleContracts.MobileLine()] },
            _ => null,
        };

        Assert.False(await LinkAsync(read, now));

        Assert.Null(await Store.FindLinkAsync(_account.Id, read.Id, Cancel));
        AuditKind[] audit = await new AuditTrail(tables.Tables).ReadAsync(read.Id, Cancel).Select(entry => entry.Kind).ToArrayAsync(Cancel);
        Assert.Equal([AuditKind.Removed, AuditKind.Attached], audit);
    }

    [Fact]
    public async Task A_link_stays_where_the_contract_changed_otherwise()
    {
        Contract read = SampleContracts.Mobile();

        Assert.True(await LinkAsync(read, read with { Offer = "Forfait 200 Go" }));

        Assert.NotNull(await Store.FindLinkAsync(_account.Id, read.Id, Cancel));
    }

    private AttachmentStore Store => new(tables.Tables, Unmeasured.Requests, TimeProvider.System);

    private async Task<bool> LinkAsync(Contract read, Contract? now)
    {
        await tables.Tables.Accounts.UpsertEntityAsync(new AccountRow { PartitionKey = _account.Id }, cancellationToken: Cancel);
        var directory = new Mock<IContractDirectory>();
        directory.Setup(contracts => contracts.GetAsync(read.Id, It.IsAny<CancellationToken>())).ReturnsAsync(now);
        var due = new DueItems(tables.Tables);
        var sender = new NoticeSender(tables.Tables.Accounts, Mock.Of<ISmsSender>(), Mock.Of<IEmailSender>(), NullLogger<NoticeSender>.Instance);
        var dispatch = new NoticeDispatch(sender, due, TimeProvider.System);
        var revocations = new RevocationLinks(
            tables.Tables, tables.Hash, Options.Create(new PortalOptions { Url = new Uri("https://attach.example.com") }), Options.Create(new AttachmentOptions()));
        var notices = new AttachmentNotices(revocations, TimeProvider.System);
        var audit = new AuditTrail(tables.Tables);
        var ender = new LinkEnder(Store, directory.Object, notices, dispatch, due, audit, TimeProvider.System);
        var link = new LinkRow
        {
            PartitionKey = _account.Id,
            RowKey = LinkRow.Prefix + read.Id,
            AttachmentId = Ulid.NewUlid().ToString(),
            Role = nameof(Role.Proxy),
            ContractKind = read.Kind.ToString(),
            Segment = read.Segment.ToString(),
            Offer = read.Offer,
            Line = read.Lines[0].Number,
            AttachedAt = DateTimeOffset.UtcNow,
        };
        return await new Linker(Store, directory.Object, ender, revocations, notices, dispatch, due, audit).LinkAsync(_account, read, link, Cancel);
    }
}
