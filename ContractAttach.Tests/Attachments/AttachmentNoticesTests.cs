using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Tests.Contracts;
using Xunit;

namespace ContractAttach.Tests.Attachments;

/// <summary>Who is told of the end of a link.</summary>
public sealed class AttachmentNoticesTests
{
    private static readonly Account s_account = new("account", "Léo", "Bernard", [], [], new ContactDetails("leo@example.com", null), DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(LinkEndReason.ContractChanged, false, new[] { NoticeKinds.ContractChangedOwner, NoticeKinds.ContractChangedHolder })]
    [InlineData(LinkEndReason.ContractChanged, true, new[] { NoticeKinds.ContractChangedHolder })]
    [InlineData(LinkEndReason.Holder, false, new[] { NoticeKinds.RemovedProxy, NoticeKinds.RemovedHolder })]
    [InlineData(LinkEndReason.Holder, true, new[] { NoticeKinds.RemovedHolder })]
    [InlineData(LinkEndReason.AccountClosed, true, new[] { NoticeKinds.RemovedHolder })]
    public void The_owner_of_an_account_that_is_being_closed_is_told_of_that_alone(LinkEndReason reason, bool closing, string[] kinds)
    {
        Contract contract = SampleContracts.Mobile();
        var link = new LinkRow
        {
            PartitionKey = s_account.Id,
            RowKey = LinkRow.Prefix + contract.Id,
            AttachmentId = "attachment",
            Role = nameof(Role.Proxy),
            ContractKind = contract.Kind.ToString(),
            Segment = contract.Segment.ToString(),
            Offer = contract.Offer,
            Line = contract.Lines[0].Number,
        };

        IReadOnlyList<NoticeRow> told = new AttachmentNotices(revocations: null!, TimeProvider.System).Ended(s_account with { IsClosing = closing }, link, contract, reason);

        Assert.Equal(kinds, told.Select(notice => notice.Kind));
    }
}
