using System.Net;
using System.Text.Json.Nodes;
using Azure.Communication.Sms;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>The SMS service answers as the real one.</summary>
public sealed class SmsTests(DevServicesFixture services)
{
    [Fact]
    public async Task Send_IsAcceptedAndArrives()
    {
        using HttpResponseMessage response = await services.Process.SmsAsync("+33611000001", "Votre code : 00123456", tag: "request:1");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        JsonNode result = (await response.JsonAsync())["value"]!.AsArray().Single()!;
        Assert.StartsWith("Outgoing_", (string?)result["messageId"], StringComparison.Ordinal);
        Assert.Equal("""{"to":"\u002B33611000001","httpStatusCode":202,"repeatabilityResult":"accepted","successful":true,"errorMessage":null}""", Without(result, "messageId"));
        ReceivedMessage message = Assert.Single(await services.MessagesAsync("+33611000001", "sms", TestContext.Current.CancellationToken));
        Assert.Equal(("+18445550100", "Votre code : 00123456", "request:1", 1, "delivered"), (message.From, message.Text, message.Tag, message.Deliveries, message.State));
    }

    [Fact]
    public async Task Client_IsUnderstood()
    {
        SmsClient client = new(services.CommunicationConnectionString);

        SmsSendResult result = await client.SendAsync(
            "+18445550100", "+33611000002", "Bonjour", new SmsSendOptions(enableDeliveryReport: true) { Tag = "t" }, TestContext.Current.CancellationToken);

        Assert.True(result.Successful);
        Assert.Equal(result.MessageId, Assert.Single(await services.MessagesAsync("+33611000002", "sms", TestContext.Current.CancellationToken)).MessageId);
    }

    [Fact]
    public async Task Repeat_CountsADeliveryAndKeepsTheMessage()
    {
        object body = Body(recipient: new { to = "+33611000003", repeatabilityRequestId = Guid.NewGuid(), repeatabilityFirstSent = "Mon, 01 Jan 2024 00:00:00 GMT" });

        using HttpResponseMessage first = await SendAsync(body);
        using HttpResponseMessage second = await SendAsync(body);

        Assert.Equal((await first.JsonAsync()).ToJsonString(), (await second.JsonAsync()).ToJsonString());
        Assert.Equal(2, Assert.Single(await services.MessagesAsync("+33611000003", "sms", TestContext.Current.CancellationToken)).Deliveries);
    }

    [Fact]
    public async Task RecipientThatIsNoNumber_FailsAloneInsideTheAnswer()
    {
        using HttpResponseMessage response = await services.Process.SmsAsync("0611000004");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        JsonNode result = (await response.JsonAsync())["value"]!.AsArray().Single()!;
        Assert.Equal((false, 400), ((bool)result["successful"]!, (int)result["httpStatusCode"]!));
        Assert.Empty(await services.MessagesAsync("+33611000004", "sms", TestContext.Current.CancellationToken));
    }

    public static TheoryData<string> Wrong => new(
        """{"smsRecipients":[{"to":"+33611000005"}],"message":"a"}""",
        """{"from":"+18445550100","message":"a"}""",
        """{"from":"+18445550100","smsRecipients":[],"message":"a"}""",
        """{"from":"+18445550100","smsRecipients":[null],"message":"a"}""",
        """{"from":"+18445550100","smsRecipients":[{"to":"+33611000005"}]}""",
        """{"from":"+18445550100","smsRecipients":[{"to":"+33611000005"}],"message":"a","smsSendOptions":{}}""",
        """{"from":"+18445550100","smsRecipients":[{"to":"+33611000005","repeatabilityRequestId":"x"}],"message":"a"}""",
        "null",
        "[1]");

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongBody_IsABadRequest(string body)
    {
        using HttpResponseMessage response = await SendAsync(JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BadRequest", (string?)(await response.JsonAsync())["error"]!["code"]);
    }

    [Fact]
    public async Task MissingVersion_IsABadRequest()
    {
        using HttpResponseMessage response = await services.Process.SendSignedAsync(HttpMethod.Post, "/sms", Body(new { to = "+33611000006" }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static object Body(object recipient) => new { from = "+18445550100", smsRecipients = new[] { recipient }, message = "Bonjour" };

    private Task<HttpResponseMessage> SendAsync(object? body) =>
        services.Process.SendSignedAsync(HttpMethod.Post, "/sms?api-version=2021-03-07", body);

    private static string Without(JsonNode result, string name)
    {
        result.AsObject().Remove(name);
        return result.ToJsonString();
    }
}
