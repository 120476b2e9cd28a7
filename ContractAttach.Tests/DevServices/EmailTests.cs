using System.Net;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>The e-mail service answers as the real one.</summary>
public sealed class EmailTests(DevServicesFixture services)
{
    [Fact]
    public async Task Send_IsAcceptedAndArrives()
    {
        Guid operation = Guid.NewGuid();

        using HttpResponseMessage response = await services.Process.EmailAsync("sent@example.com", operation, "Contrat rattaché");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        JsonObject answer = await response.JsonAsync();
        Assert.Equal((operation.ToString(), "Running"), ((string)answer["id"]!, (string)answer["status"]!));
        Assert.Equal($"{services.BaseUrl}/emails/operations/{operation}?api-version=2025-09-01", response.Headers.GetValues("Operation-Location").Single());
        Assert.NotNull(response.Headers.RetryAfter);
        ReceivedMessage message = Assert.Single(await services.MessagesAsync("Sent@Example.com", "email", TestContext.Current.CancellationToken));
        Assert.Equal(
            ("donotreply@example.com", "Contrat rattaché", "Texte", "<p>Texte</p>", operation.ToString(), 1),
            (message.From, message.Subject, message.Text, message.Html, message.OperationId, message.Deliveries));
    }

    [Fact]
    public async Task Operation_Succeeds()
    {
        Guid operation = Guid.NewGuid();
        using HttpResponseMessage sent = await services.Process.EmailAsync("operation@example.com", operation);

        using HttpResponseMessage response = await OperationAsync(operation);

        Assert.Equal("Succeeded", (string?)(await response.JsonAsync())["status"]);
    }

    [Fact]
    public async Task UnknownOperation_IsNotFound()
    {
        using HttpResponseMessage response = await OperationAsync(Guid.NewGuid());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task RepeatedOperation_IsTheSameMessage()
    {
        Guid operation = Guid.NewGuid();
        using HttpResponseMessage first = await services.Process.EmailAsync("repeated@example.com", operation);

        using HttpResponseMessage second = await services.Process.EmailAsync("repeated@example.com", operation);

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(2, Assert.Single(await services.MessagesAsync("repeated@example.com", "email", TestContext.Current.CancellationToken)).Deliveries);
    }

    public static TheoryData<string> Wrong => new(
        """{"content":{"subject":"a","plainText":"b"},"recipients":{"to":[{"address":"a@example.com"}]}}""",
        """{"senderAddress":"a@example.com","recipients":{"to":[{"address":"a@example.com"}]}}""",
        """{"senderAddress":"a@example.com","content":{"subject":"","plainText":"b"},"recipients":{"to":[{"address":"a@example.com"}]}}""",
        """{"senderAddress":"a@example.com","content":{"subject":"a"},"recipients":{"to":[{"address":"a@example.com"}]}}""",
        """{"senderAddress":"a@example.com","content":{"subject":"a","plainText":"b"},"recipients":{}}""",
        """{"senderAddress":"a@example.com","content":{"subject":"a","plainText":"b"},"recipients":{"to":[{"address":"no address"}]}}""",
        "null");

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongBody_IsABadRequest(string body)
    {
        using HttpResponseMessage response = await services.Process.SendSignedAsync(
            HttpMethod.Post, "/emails:send?api-version=2025-09-01", JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BadRequest", (string?)(await response.JsonAsync())["error"]!["code"]);
    }

    private Task<HttpResponseMessage> OperationAsync(Guid operation) =>
        services.Process.SendSignedAsync(HttpMethod.Get, $"/emails/operations/{operation}?api-version=2025-09-01", body: null);
}
