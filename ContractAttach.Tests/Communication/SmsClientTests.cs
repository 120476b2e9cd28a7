using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Azure.Communication.Sms;
using Azure.Core;
using Xunit;

namespace ContractAttach.Tests.Communication;

public sealed class SmsClientTests
{
    private const string Accepted = """{"value":[{"to":"+33612345678","messageId":"Outgoing_1","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true,"errorMessage":null}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_sms_is_posted_signed_in_the_shape_of_the_service()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(202, Accepted);

        SmsSendResult result = await new SmsClient(server.ConnectionString)
            .SendAsync("+18445550100", "+33612345678", "Code: é", new SmsSendOptions(true) { Tag = "send-1" }, Token);

        Assert.True(result is { Successful: true, MessageId: "Outgoing_1", HttpStatusCode: 202, To: "+33612345678" });
        (string method, string path, _, JsonNode? body) = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/sms?api-version=2021-03-07"), (method, path));
        Assert.Equal("+18445550100", (string?)body!["from"]);
        Assert.Equal("Code: é", (string?)body["message"]);
        Assert.Equal("""{"enableDeliveryReport":true,"tag":"send-1"}""", body["smsSendOptions"]!.ToJsonString());
        JsonNode recipient = Assert.Single(body["smsRecipients"]!.AsArray())!;
        Assert.True(Guid.TryParse((string?)recipient["repeatabilityRequestId"], out _));
        Assert.True(DateTimeOffset.TryParseExact((string?)recipient["repeatabilityFirstSent"], "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    }

    [Fact]
    public async Task A_recipient_can_be_refused_within_a_successful_call()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(202, """{"value":[{"to":"+33612345678","httpStatusCode":400,"successful":false,"errorMessage":"Invalid To phone number format."}]}""");

        SmsSendResult result = await new SmsClient(server.ConnectionString).SendAsync("+18445550100", "+33612345678", "Code", cancellationToken: Token);

        Assert.True(result is { Successful: false, MessageId: null, HttpStatusCode: 400, ErrorMessage: "Invalid To phone number format." });
    }

    [Fact]
    public async Task A_retry_of_the_same_call_is_signed_anew_and_keeps_its_repeatability_id()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(503, "{}");
        server.WillAnswer(202, Accepted);

        await new SmsClient(server.ConnectionString, Retrying(1)).SendAsync("+18445550100", "+33612345678", "Code", cancellationToken: Token);

        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Requests.Select(r => (string?)r.Body!["smsRecipients"]![0]!["repeatabilityRequestId"]).Distinct());
    }

    [Fact]
    public async Task A_refused_call_throws_with_the_service_s_own_code()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(429, """{"error":{"code":"TooManyRequests","message":"Slow down."}}""");

        RequestFailedException e = await Assert.ThrowsAsync<RequestFailedException>(() =>
            new SmsClient(server.ConnectionString, Retrying(0)).SendAsync("+18445550100", "+33612345678", "Code", cancellationToken: Token));

        Assert.Equal((429, "TooManyRequests"), (e.Status, e.ErrorCode));
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        var client = new SmsClient(new Uri(server.Endpoint), new AzureKeyCredential(Convert.ToBase64String(new byte[32])), Retrying(0));

        RequestFailedException e = await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync("+18445550100", "+33612345678", "Code", cancellationToken: Token));

        Assert.Equal(401, e.Status);
    }

    [Theory]
    [InlineData("accesskey=a2V5")]
    [InlineData("endpoint=nowhere;accesskey=a2V5")]
    [InlineData("endpoint=https://here.example/")]
    public void A_connection_string_with_a_part_missing_is_refused_at_once(string connectionString)
        => Assert.Throws<InvalidOperationException>(() => new SmsClient(connectionString));

    private static SmsClientOptions Retrying(int times) => new() { Retry = { MaxRetries = times, Delay = TimeSpan.Zero, Mode = RetryMode.Fixed } };
}
