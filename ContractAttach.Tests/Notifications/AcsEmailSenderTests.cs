using Azure.Communication.Email;
using ContractAttach.Notifications;
using ContractAttach.Notifications.Acs;
using ContractAttach.Tests.Communication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ContractAttach.Tests.Notifications;

/// <summary>Over the wire format of the service.</summary>
public sealed class AcsEmailSenderTests : IAsyncLifetime
{
    private static readonly EmailNotice Message = new(
        "jeanne@example.com", "Jeanne Martin", "Objet", "Texte", "<p>Texte</p>", Guid.Parse("7b0c5a2e-95a4-8d3b-9c1f-0a1b2c3d4e5f"));

    private CommunicationServer _server = null!;
    private AcsEmailSender _sender = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await CommunicationServer.StartAsync();
        EmailClientOptions options = new() { Retry = { MaxRetries = 0 } };
        _sender = new AcsEmailSender(
            new EmailClient(_server.ConnectionString, options),
            Options.Create(new EmailOptions { From = "espace-client@example.com" }),
            new FakeTimeProvider());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_message_goes_under_its_operation_and_untracked()
    {
        _server.WillAnswer(202, $$"""{ "id": "{{Message.OperationId}}", "status": "Running" }""");
        await SendAsync();
        var request = Assert.Single(_server.Requests);
        Assert.Equal(Message.OperationId.ToString(), request.Headers["Operation-Id"]);
        Assert.Equal("espace-client@example.com", (string?)request.Body!["senderAddress"]);
        Assert.Equal("jeanne@example.com", (string?)request.Body["recipients"]!["to"]![0]!["address"]);
        Assert.Equal("Jeanne Martin", (string?)request.Body["recipients"]!["to"]![0]!["displayName"]);
        Assert.Equal("Objet", (string?)request.Body["content"]!["subject"]);
        Assert.Equal("Texte", (string?)request.Body["content"]!["plainText"]);
        Assert.Equal("<p>Texte</p>", (string?)request.Body["content"]!["html"]);
        Assert.True((bool?)request.Body["userEngagementTrackingDisabled"]);
    }

    [Fact]
    public async Task An_address_that_cannot_be_is_refused_for_good()
    {
        _server.WillAnswer(400, """{ "error": { "code": "BadRequest", "message": "jeanne@example.com is no address." } }""");
        EmailRefusedException refused = await Assert.ThrowsAsync<EmailRefusedException>(SendAsync);
        Assert.Equal("status 400 BadRequest", refused.Refusal);
        Assert.DoesNotContain("jeanne", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "InvalidSenderUserName")]
    [InlineData(404, "DomainNotLinked")]
    [InlineData(429, "TooManyRequests")]
    public async Task What_may_be_mended_is_thrown(int status, string code)
    {
        _server.WillAnswer(status, $$"""{ "error": { "code": "{{code}}", "message": "No." } }""", retryAfter: status == 429 ? 20 : null);
        MessageNotSentException thrown = await Assert.ThrowsAsync<MessageNotSentException>(SendAsync);
        Assert.Equal($"status {status} {code}", thrown.Failure);
    }

    private Task SendAsync() => _sender.SendAsync(Message, TestContext.Current.CancellationToken);
}
