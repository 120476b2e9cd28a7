using Azure.Core.Pipeline;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Regroupings;
using ContractAttach.Revocations;
using ContractAttach.Storage;
using ContractAttach.Tests.Contracts;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Regroupings;

/// <summary>A person's two accounts and a contract, and what regroups them, on real tables.</summary>
internal sealed class RegroupingScene
{
    private readonly TestTables _tables;
    private readonly Dictionary<Guid, EmailNotice> _sent = [];

    private RegroupingScene(TestTables tables) => _tables = tables;

    public Contract Contract { get; } = SampleContracts.Mobile();

    public string Here { get; } = Ulid.NewUlid().ToString();

    public string There { get; } = Ulid.NewUlid().ToString();

    /// <summary>The e-mails that went out: a repeat is the same one.</summary>
    public IReadOnlyCollection<EmailNotice> Sent => _sent.Values;

    public RegroupingStore Regroupings => new(_tables.Tables, new DueItems(_tables.Tables), TimeProvider.System);

    public AttachmentStore Store => new(_tables.Tables, Unmeasured.Requests, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The contract is attached to the other account and, where it says so, to this one too.</summary>
    public static async Task<RegroupingScene> BeginAsync(TestTables tables, bool here = false)
    {
        var scene = new RegroupingScene(tables);
        await tables.Tables.Contracts.UpsertEntityAsync(ContractRow.Of(scene.Contract), cancellationToken: Cancel);
        foreach (string account in new[] { scene.Here, scene.There })
        {
            await tables.Tables.Accounts.UpsertEntityAsync(
                new AccountRow { PartitionKey = account, FirstName = "Léo", LastName = "Bernard", ContactEmail = account + "@example.com", CreatedAt = DateTimeOffset.UtcNow }, cancellationToken: Cancel);
            if (account == scene.There || here)
                await scene.LinkAsync(account);
        }

        return scene;
    }

    public async Task<string> BeginRegroupingAsync(string into, string from, bool remove = true)
    {
        string id = Ulid.NewUlid().ToString();
        await Regroupings.BeginAsync(into, id, from, remove, Cancel);
        return id;
    }

    /// <summary>Brings the contract as it was listed.</summary>
    public Task<RegroupResult> RegroupAsync(string into, string id, AttachedContract listed, HttpPipelinePolicy? policy = null) =>
        Regrouper(policy is null ? _tables.Tables : _tables.Through(policy)).RegroupAsync(into, id, listed, Cancel);

    public async Task<AttachedContract> ListAsync(string into, string id) =>
        Assert.Single(await Regrouper(_tables.Tables).ListAsync(into, id, null, 10, Cancel));

    public async Task<bool> IsAttachedAsync(string account) => await Store.FindLinkAsync(account, Contract.Id, Cancel) is not null;

    /// <summary>The holder ends the access.</summary>
    public async Task<bool> EndAsync(string account, string attachmentId)
    {
        Account owner = (await new AccountStore(_tables.Tables, _tables.Hash, Dispatch(_tables.Tables), TimeProvider.System).GetRowAsync(account, Cancel))!.ToAccount();
        return await Ender(_tables.Tables).EndAsync(owner, Contract.Id, LinkEndReason.Holder, attachmentId, Cancel);
    }

    /// <summary>What the clean-up does once the end of the attachment is due.</summary>
    public async Task CleanAsync(string account, string attachmentId) =>
        await Ender(_tables.Tables).FollowUpAsync(account, attachmentId, Cancel);

    public async Task<IReadOnlyList<string>> ReverseAsync() =>
        await Store.ListReverseAsync(Contract.Id, Cancel).Select(row => row.RowKey).ToListAsync(Cancel);

    public async Task<int> LeftNoticesAsync(string account) =>
        await _tables.Tables.Accounts.RangeAsync<NoticeRow>(account, NoticeRow.Prefix, Cancel).CountAsync(Cancel);

    private async Task LinkAsync(string account)
    {
        var link = new LinkRow
        {
            PartitionKey = account,
            RowKey = LinkRow.Prefix + Contract.Id,
            AttachmentId = Ulid.NewUlid().ToString(),
            Role = nameof(Role.Proxy),
            ContractKind = Contract.Kind.ToString(),
            Segment = Contract.Segment.ToString(),
            Offer = Contract.Offer,
            Line = Contract.Lines[0].Number,
            AttachedAt = DateTimeOffset.UtcNow,
        };
        await Store.AddReverseAsync(Contract.Id, account, link.AttachmentId, Cancel);
        Assert.True(await Store.TryLinkAsync(link, null, [], Cancel));
    }

    private Regrouper Regrouper(Tables tables)
    {
        IOptions<AttachmentOptions> options = Options.Create(new AttachmentOptions());
        var store = new AttachmentStore(tables, Unmeasured.Requests, TimeProvider.System);
        var directory = new TableContractDirectory(tables);
        var counters = new ContractAttach.Counters.Counters(tables, TimeProvider.System);
        var due = new DueItems(tables);
        var limits = new Limits(options);
        return new Regrouper(
            new RegroupingStore(tables, due, TimeProvider.System),
            store,
            new AccountStore(tables, _tables.Hash, Dispatch(tables), TimeProvider.System),
            directory,
            new AttachableContracts(options),
            new Linker(store, directory, Ender(tables), Revocations(tables), new AttachmentNotices(Revocations(tables), TimeProvider.System), Dispatch(tables), due, new AuditTrail(tables)),
            Ender(tables),
            counters,
            limits,
            TimeProvider.System);
    }

    private LinkEnder Ender(Tables tables) => new(
        new AttachmentStore(tables, Unmeasured.Requests, TimeProvider.System),
        new TableContractDirectory(tables),
        new AttachmentNotices(Revocations(tables), TimeProvider.System),
        Dispatch(tables),
        new DueItems(tables),
        new AuditTrail(tables),
        TimeProvider.System);

    private RevocationLinks Revocations(Tables tables) => new(
        tables, _tables.Hash, Options.Create(new PortalOptions { Url = new Uri("https://portal.example.com") }), Options.Create(new AttachmentOptions()));

    private NoticeDispatch Dispatch(Tables tables)
    {
        var email = new Mock<IEmailSender>();
        email.Setup(sender => sender.SendAsync(It.IsAny<EmailNotice>(), It.IsAny<CancellationToken>()))
            .Callback((EmailNotice message, CancellationToken _) => _sent[message.OperationId] = message)
            .Returns(Task.CompletedTask);
        return new NoticeDispatch(
            new NoticeSender(tables.Accounts, Mock.Of<ISmsSender>(), email.Object, NullLogger<NoticeSender>.Instance), new DueItems(tables), TimeProvider.System);
    }
}
