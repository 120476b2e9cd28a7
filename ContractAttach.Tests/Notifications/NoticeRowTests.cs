using ContractAttach.Notifications;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed class NoticeRowTests
{
    [Fact]
    public void The_operation_is_the_same_for_every_try_and_version() => Assert.Equal(
        Guid.Parse("ffd26b7e-5bc3-8094-8be5-655406592075"), Notices.Email(NoticeKinds.AttachedHolder, "n1").OperationId);

    [Fact]
    public void Each_notice_has_an_operation_of_its_own()
    {
        NoticeRow other = Notices.Email(NoticeKinds.AttachedHolder, "n1");
        other.PartitionKey = "account-2";
        Assert.Distinct(
        [
            Notices.Email(NoticeKinds.AttachedHolder, "n1").OperationId,
            Notices.Email(NoticeKinds.AttachedHolder, "n2").OperationId,
            other.OperationId,
        ]);
    }

    [Fact]
    public void Facts_come_back_as_they_went()
    {
        NoticeFacts facts = Notices.Facts with { RevocationLink = "https://example.com/" };
        Assert.Equal(facts, NoticeFacts.FromJson(facts.ToJson()));
        Assert.Equal(new NoticeFacts(), NoticeFacts.FromJson("""{"ofTomorrow":"x"}"""));
    }

    [Fact]
    public void A_row_is_named_by_its_notice()
    {
        NoticeRow row = Notices.Sms(NoticeKinds.RemovedHolder, "r1-holder");
        Assert.Equal(("account-1", "notice:r1-holder", "r1-holder", "sms"), (row.PartitionKey, row.RowKey, row.Id, row.Channel));
    }
}
