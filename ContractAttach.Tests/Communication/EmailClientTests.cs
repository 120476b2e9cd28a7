using System.Text.Json.Nodes;
using Azure;
using Azure.Communication.Email;
using Xunit;

namespace ContractAttach.Tests.Communication;

public sealed class EmailClientTests
{
    private static readonly Guid Id = new("0b0f3b52-9d6f-4a09-8d7c-3f6f6ad1d8d1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_email_is_posted_signed_under_the_caller_s_operation_id()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(202, State("Running"));

        EmailSendOperation operation = await new EmailClient(server.ConnectionString).SendAsync(WaitUntil.Started, Message(), Id, Token);

        Assert.Equal(Id.ToString(), operation.Id);
        Assert.False(operation.HasCompleted);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/emails:send?api-version=2025-09-01"), (request.Method, request.Path));
        Assert.Equal(Id.ToString(), request.Headers["Operation-Id"]);
        Assert.Equal(
            JsonNode.Parse("""
                {"senderAddress":"donotreply@example.com","recipients":{"to":[{"address":"lea@example.com","displayName":"Léa"}],"cc":[],"bcc":[]},
                 "content":{"subject":"Attached","plainText":"text","html":"<p>text</p>"},"headers":{},"replyTo":[],"userEngagementTrackingDisabled":true}
                """)!.ToJsonString(),
            request.Body!.ToJsonString());
    }

    [Fact]
    public async Task Waiting_until_completed_asks_until_the_service_has_sent_it()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(202, State("Running"), retryAfter: 0);
        server.WillAnswer(200, State("Running"), retryAfter: 0);
        server.WillAnswer(200, State("Succeeded"));

        EmailSendOperation operation = await new EmailClient(server.ConnectionString).SendAsync(WaitUntil.Completed, Message(), Id, Token);

        Assert.Equal(EmailSendStatus.Succeeded, operation.Value.Status);
        Assert.Equal($"/emails/operations/{Id}?api-version=2025-09-01", server.Requests[^1].Path);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_email_that_fails_later_throws_why()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(200, $$"""{"id":"{{Id}}","status":"Failed","error":{"code":"EmailDroppedAllRecipientsSuppressed","message":"Suppressed."} }""");
        var operation = new EmailSendOperation(Id.ToString(), new EmailClient(server.ConnectionString));

        RequestFailedException e = await Assert.ThrowsAsync<RequestFailedException>(() => operation.UpdateStatusAsync(Token).AsTask());

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", e.ErrorCode);
        Assert.True(operation is { HasCompleted: true, HasValue: false });
        Assert.Throws<RequestFailedException>(() => operation.Value);
    }

    [Fact]
    public async Task Too_many_emails_throw_the_service_s_answer()
    {
        await using CommunicationServer server = await CommunicationServer.StartAsync();
        server.WillAnswer(429, """{"error":{"code":"TooManyRequests","message":"Slow down."}}""", retryAfter: 60);
        var client = new EmailClient(server.ConnectionString, new EmailClientOptions { Retry = { MaxRetries = 0 } });

        RequestFailedException e = await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync(WaitUntil.Started, Message(), Id, Token));

        Assert.Equal((429, "TooManyRequests"), (e.Status, e.ErrorCode));
        Assert.True(e.GetRawResponse()!.Headers.TryGetValue("Retry-After", out string? after) && after == "60");
    }

    private static string State(string status) => $$"""{"id":"{{Id}}","status":"{{status}}"}""";

    private static EmailMessage Message() => new("donotreply@example.com", new EmailRecipients([new EmailAddress("lea@example.com", "Léa")]),
        new EmailContent("Attached") { PlainText = "text", Html = "<p>text</p>" })
    { UserEngagementTrackingDisabled = true };
}
