using Azure.Communication.Sms;
using ContractAttach.Notifications;
using ContractAttach.Notifications.Acs;
using ContractAttach.Tests.Communication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Notifications;

/// <summary>Over the wire format of the service.</summary>
public sealed class AcsSmsSenderTests : IAsyncLifetime
{
    private static readonly SmsMessage Message = new("+33612345612", "Code 1/3 : 01234567", "request-1:1", DeliveryReport: true);

    private readonly FakeTimeProvider _time = new();
    private CommunicationServer _server = null!;
    private AcsSmsSender _sender = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await CommunicationServer.StartAsync();
        SmsClientOptions options = new() { Retry = { MaxRetries = 0 } };
        _sender = new AcsSmsSender(
            new SmsClient(_server.ConnectionString, options), Options.Create(new SmsOptions { From = "+33700000000" }), _time);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_message_that_is_taken_has_the_name_that_reports_use()
    {
        _server.WillAnswer(202, Recipient(202, successful: true));
        Assert.Equal(new SmsOutcome(true, "m1", null), await SendAsync());
        var body = Assert.Single(_server.Requests).Body!;
        Assert.Equal("+33700000000", (string?)body["from"]);
        Assert.Equal("+33612345612", (string?)body["smsRecipients"]![0]!["to"]);
        Assert.Equal(Message.Text, (string?)body["message"]);
        Assert.Equal("request-1:1", (string?)body["smsSendOptions"]!["tag"]);
        Assert.True((bool?)body["smsSendOptions"]!["enableDeliveryReport"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task A_recipient_that_is_refused_within_a_good_answer_is_refused_for_good(int status)
    {
        _server.WillAnswer(202, Recipient(status, successful: false));
        Assert.Equal(new SmsOutcome(false, null, $"status {status}"), await SendAsync());
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_recipient_that_may_be_taken_later_is_thrown(int status)
    {
        _server.WillAnswer(202, Recipient(status, successful: false));
        await Assert.ThrowsAsync<MessageNotSentException>(SendAsync);
    }

    [Fact]
    public async Task A_call_that_is_refused_is_refused_for_good()
    {
        _server.WillAnswer(400, Error("BadRequest"));
        Assert.Equal(new SmsOutcome(false, null, "status 400"), await SendAsync());
    }

    [Fact]
    public async Task A_key_that_is_wrong_is_no_fault_of_the_message()
    {
        AcsSmsSender sender = new(
            new SmsClient($"endpoint={_server.Endpoint}/;accesskey=AAAA"), Options.Create(new SmsOptions { From = "+33700000000" }), _time);
        await Assert.ThrowsAsync<MessageNotSentException>(() => sender.SendAsync(Message, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_service_writes_of_a_number_is_in_no_exception()
    {
        _server.WillAnswer(403, Error("Forbidden", "The number +33612345612 is blocked."));
        MessageNotSentException thrown = await Assert.ThrowsAsync<MessageNotSentException>(SendAsync);
        Assert.Equal("status 403 Forbidden", thrown.Failure);
        Assert.DoesNotContain("+336", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_wait_it_calls_again_only_after_that()
    {
        _server.WillAnswer(429, Error("TooManyRequests"), retryAfter: 20);
        await Assert.ThrowsAsync<MessageNotSentException>(SendAsync);
        _time.Advance(TimeSpan.FromSeconds(19));
        await Assert.ThrowsAsync<MessageNotSentException>(SendAsync);
        Assert.Single(_server.Requests);

        _time.Advance(TimeSpan.FromSeconds(1));
        _server.WillAnswer(202, Recipient(202, successful: true));
        Assert.True((await SendAsync()).Accepted);
    }

    [Fact]
    public async Task However_long_the_service_asks_for_it_is_tried_after_a_minute()
    {
        _server.WillAnswer(503, Error("Busy"), retryAfter: 3600);
        await Assert.ThrowsAsync<MessageNotSentException>(SendAsync);
        _time.Advance(TimeSpan.FromMinutes(1));
        _server.WillAnswer(202, Recipient(202, successful: true));
        Assert.True((await SendAsync()).Accepted);
    }

    private Task<SmsOutcome> SendAsync() => _sender.SendAsync(Message, TestContext.Current.CancellationToken);

    private static string Recipient(int status, bool successful) =>
        $$"""
        { "value": [ { "to": "+33612345612", "messageId": {{(successful ? "\"m1\"" : "null")}}, "httpStatusCode": {{status}},
          "successful": {{(successful ? "true" : "false")}}, "errorMessage": "about +33612345612" } ] }
        """;

    private static string Error(string code, string message = "No.") => $$"""{ "error": { "code": "{{code}}", "message": "{{message}}" } }""";
}
