using Azure;
using Azure.Data.Tables;
using ContractAttach.Notifications;
using Microsoft.Extensions.Logging;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Notifications;

public sealed class NoticeSenderTests
{
    private readonly Mock<TableClient> _accounts = new();
    private readonly Mock<ISmsSender> _sms = new();
    private readonly Mock<IEmailSender> _email = new();
    private readonly LogLines _log = new();
    private readonly List<string> _deleted = [];

    public NoticeSenderTests()
    {
        _sms.Setup(sms => sms.SendAsync(It.IsAny<SmsMessage>(), It.IsAny<CancellationToken>())).ReturnsAsync(new SmsOutcome(true, "m1", null));
        _accounts
            .Setup(table => table.SubmitTransactionAsync(It.IsAny<IEnumerable<TableTransactionAction>>(), It.IsAny<CancellationToken>()))
            .Callback((IEnumerable<TableTransactionAction> actions, CancellationToken _) => _deleted.AddRange(actions.Select(action => action.Entity.RowKey)))
            .ReturnsAsync(Mock.Of<Response<IReadOnlyList<Response>>>());
    }

    [Fact]
    public async Task What_is_sent_is_deleted_in_one_transaction()
    {
        Assert.Equal(0, await SendAsync(Notices.Email(NoticeKinds.AttachedRequester, "n1"), Notices.Sms(NoticeKinds.AttachedHolder, "n2")));
        Assert.Equal(["notice:n1", "notice:n2"], _deleted.Order());
        _accounts.Verify(
            table => table.SubmitTransactionAsync(It.IsAny<IEnumerable<TableTransactionAction>>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task An_email_is_the_rows_text_under_the_rows_operation()
    {
        NoticeRow row = Notices.Email(NoticeKinds.AttachedHolder);
        NoticeText text = NoticeTexts.Render(row);
        await SendAsync(row);
        _email.Verify(email => email.SendAsync(
            new EmailNotice("jeanne@example.com", "Jeanne Martin", text.Subject, text.Text, text.Html, row.OperationId), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task An_SMS_bears_the_notice_as_its_tag()
    {
        NoticeRow row = Notices.Sms(NoticeKinds.AttachedHolder, "n7");
        await SendAsync(row);
        _sms.Verify(sms => sms.SendAsync(
            new SmsMessage("+33612345612", NoticeTexts.RenderSms(row), "notice:n7", false), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task One_that_fails_keeps_its_row_and_stops_no_other()
    {
        FailFor("n2", new MessageNotSentException("e-mail", "status 503"));
        Assert.Equal(1, await SendAsync([.. Enumerable.Range(1, 9).Select(at => Notices.Email(NoticeKinds.AttachedHolder, $"n{at}"))]));
        Assert.Equal(8, _deleted.Count);
        Assert.DoesNotContain("notice:n2", _deleted);
        Assert.Contains("n2", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_refused_for_good_is_dropped_with_a_warning()
    {
        FailFor("n1", new EmailRefusedException("status 400 BadRequest"));
        Assert.Equal(0, await SendAsync(Notices.Email(NoticeKinds.AttachedHolder, "n1")));
        Assert.Equal(["notice:n1"], _deleted);
        Assert.Contains("refused for good", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_refused_for_good_is_dropped_with_a_warning()
    {
        _sms.Setup(sms => sms.SendAsync(It.IsAny<SmsMessage>(), It.IsAny<CancellationToken>())).ReturnsAsync(new SmsOutcome(false, null, "status 400"));
        Assert.Equal(0, await SendAsync(Notices.Sms(NoticeKinds.AttachedHolder)));
        Assert.Contains("status 400", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_of_a_newer_version_waits_for_that_version()
    {
        Assert.Equal(1, await SendAsync(Notices.Email("ofTomorrow", "n1"), Notices.Email(NoticeKinds.RemovedOwner, "n2")));
        Assert.Equal(["notice:n2"], _deleted);
    }

    [Fact]
    public async Task No_line_of_the_log_is_personal()
    {
        FailFor("n1", new InvalidOperationException("about jeanne@example.com"));
        FailFor("n2", new RequestFailedException(500, "about jeanne@example.com"));
        FailFor("n3", new EmailRefusedException("status 400"));
        await SendAsync([.. Enumerable.Range(1, 3).Select(at => Notices.Email(NoticeKinds.AttachedHolder, $"n{at}"))]);
        Assert.Equal(3, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.DoesNotMatch("jeanne|Jeanne|Durand|example", line));
    }

    [Fact]
    public async Task More_than_a_transaction_takes_is_deleted_in_several()
    {
        Assert.Equal(0, await SendAsync([.. Enumerable.Range(0, 230).Select(at => Notices.Email(NoticeKinds.RemovedOwner, $"n{at}"))]));
        Assert.Equal(230, _deleted.Distinct().Count());
        _accounts.Verify(
            table => table.SubmitTransactionAsync(It.IsAny<IEnumerable<TableTransactionAction>>(), It.IsAny<CancellationToken>()), Times.Exactly(3));
    }

    [Fact]
    public async Task Rows_that_another_sender_deleted_are_no_error()
    {
        _accounts
            .Setup(table => table.SubmitTransactionAsync(It.IsAny<IEnumerable<TableTransactionAction>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new RequestFailedException(404, "gone"));
        Assert.Equal(0, await SendAsync(Notices.Email(NoticeKinds.RemovedOwner, "n1"), Notices.Email(NoticeKinds.RemovedOwner, "n2")));
        foreach (string key in new[] { "notice:n1", "notice:n2" })
            _accounts.Verify(table => table.DeleteEntityAsync("account-1", key, ETag.All, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task What_was_sent_before_the_end_is_deleted_all_the_same()
    {
        using CancellationTokenSource end = new();
        _email.Setup(email => email.SendAsync(It.IsAny<EmailNotice>(), It.IsAny<CancellationToken>())).Returns(end.CancelAsync);
        NoticeRow[] rows = [.. Enumerable.Range(0, 50).Select(at => Notices.Email(NoticeKinds.RemovedOwner, $"n{at}"))];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sender().SendAsync("account-1", rows, end.Token));
        Assert.InRange(_deleted.Count, 1, 49);
        Assert.Equal(_email.Invocations.Count, _deleted.Count);
    }

    [Fact]
    public async Task Nothing_to_send_touches_nothing()
    {
        Assert.Equal(0, await SendAsync());
        _accounts.VerifyNoOtherCalls();
    }

    private void FailFor(string id, Exception exception) => _email
        .Setup(email => email.SendAsync(
            It.Is<EmailNotice>(message => message.OperationId == Notices.Email("", id, null, default).OperationId), It.IsAny<CancellationToken>()))
        .ThrowsAsync(exception);

    private async Task<int> SendAsync(params NoticeRow[] rows) => (await Sender().SendAsync("account-1", rows, TestContext.Current.CancellationToken)).Left;

    private NoticeSender Sender() => new(_accounts.Object, _sms.Object, _email.Object, _log);

    private sealed class LogLines : ILogger<NoticeSender>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
                Lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
