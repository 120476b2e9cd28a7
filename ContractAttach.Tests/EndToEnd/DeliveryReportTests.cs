using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Delivery reports as Event Grid posts them.</summary>
public sealed class DeliveryReportTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private const string Path = "/hooks/sms-delivery-reports";

    private static readonly TestPerson EventGrid = new()
    {
        Email = null,
        Audience = "contract-attach-hooks",
        Roles = ["AzureEventGridSecureWebhookSubscriber"],
    };

    [Fact]
    public async Task A_code_that_did_not_arrive_may_be_sent_again_at_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, _) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);
        (await channel.ResendAsync(id)).Expect(429, "too-soon");

        (await ReportAsync(Event($"{id}:1"))).Expect(200);
        await channel.UntilFailedAsync(id);
        (await channel.ResendAsync(id)).Expect(202);

        (await channel.EnterAsync(id, await channel.CodeAsync(contract, 2))).Expect(200);
        await channel.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task The_third_code_that_did_not_arrive_ends_the_request()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, _) = await channel.AwaitCodeAsync(contract);

        for (int send = 1; send < 3; send++)
        {
            (await ReportAsync(Event($"{id}:{send}"))).Expect(200);
            await channel.UntilFailedAsync(id);
            (await channel.ResendAsync(id)).Expect(202);
            await channel.CodeAsync(contract, send + 1);
        }

        (await ReportAsync(Event($"{id}:3"))).Expect(200);

        Assert.Equal("codeNotDelivered", (await channel.UntilAsync(id, "refused"))["reason"]);
        (await ReportAsync(Event($"{id}:3"))).Expect(200);
    }

    [Fact]
    public async Task Reports_come_in_batches_and_again()
    {
        Channel channel = await Deployment.CustomerAsync();
        (string first, _) = await channel.AwaitCodeAsync(await Deployment.ImportAsync(TestContract.Mobile()));
        (string second, _) = await channel.AwaitCodeAsync(await Deployment.ImportAsync(TestContract.Mobile()));
        object[] batch = [Event($"{first}:1"), Event("another's tag"), Event($"{second}:1"), Event($"{first}:1")];

        (await ReportAsync(batch, "application/cloudevents-batch+json")).Expect(200);
        (await ReportAsync(batch, "application/cloudevents-batch+json")).Expect(200);

        await channel.UntilFailedAsync(first);
        await channel.UntilFailedAsync(second);
    }

    [Fact]
    public async Task A_report_that_comes_again_and_again_uses_up_nothing_of_the_request()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        (await ReportAsync(Event($"{id}:1"))).Expect(200);
        await channel.UntilFailedAsync(id);

        // More than a request takes of inputs.
        (await ReportAsync(Enumerable.Repeat(Event($"{id}:1"), 120).ToArray(), "application/cloudevents-batch+json")).Expect(200);

        // Entries and reports reach the request in their order: after the first entry it has seen them.
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect");
        (await channel.EnterAsync(id, code)).Expect(200);
    }

    [Fact]
    public async Task A_report_that_a_code_arrived_changes_nothing()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        string before = (await channel.RequestAsync(id)).Text;

        (await ReportAsync(Event($"{id}:1", "Delivered"))).Expect(200);
        (await ReportAsync(Event($"{id}:1", "Unknown"))).Expect(200);
        (await ReportAsync(Event($"{id}:7"))).Expect(200);

        // Entries and reports reach the request in their order: after this one it has seen them.
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect");
        Assert.Equal(before.Replace("\"triesLeft\":5", "\"triesLeft\":4", StringComparison.Ordinal), (await channel.RequestAsync(id)).Text);
    }

    [Fact]
    public async Task A_report_after_the_right_code_changes_nothing()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        (await channel.EnterAsync(id, code)).Expect(200);

        (await ReportAsync(Event($"{id}:1"))).Expect(200);

        Assert.Equal("awaitingContactDetails", (await channel.GiveLineUserAsync(id, new { kind = "me" })).Expect(200)["status"]);
        Assert.False((bool)(await channel.RequestAsync(id)).Body["code"]!["failed"]!);
    }

    [Fact]
    public async Task Events_about_something_else_are_ignored()
    {
        (await ReportAsync(Event("x", type: "Microsoft.Communication.SMSReceived"))).Expect(200);
        (await ReportAsync(Event("01J00000000000000000000000:1"))).Expect(200);
        (await ReportAsync(Event(null))).Expect(200);
        (await ReportAsync(Array.Empty<object>())).Expect(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("17")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"Microsoft.Communication.SMSDeliveryReportReceived"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"Microsoft.Communication.SMSDeliveryReportReceived","data":{}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"deliveryStatus":7}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"Microsoft.Communication.SMSDeliveryReportReceived","data":"x"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"Microsoft.Communication.SMSDeliveryReportReceived","data_base64":"%"}""")]
    public async Task What_is_no_event_is_refused(string body) =>
        (await PostAsync(await Deployment.SignInAsync(EventGrid), body, "application/cloudevents+json")).Expect(400, "invalid-request");

    [Fact]
    public async Task More_than_a_batch_is_refused() =>
        (await PostAsync(await Deployment.SignInAsync(EventGrid), new string(' ', (1024 * 1024) + 1), "application/cloudevents+json")).Expect(413, "too-large");

    [Fact]
    public async Task Only_the_hooks_own_caller_reports()
    {
        Channel channel = await Deployment.CustomerAsync();
        (string id, string code) = await channel.AwaitCodeAsync(await Deployment.ImportAsync(TestContract.Mobile()));
        string report = JsonSerializer.Serialize(Event($"{id}:1"));

        (await PostAsync(Deployment.Nobody(), report)).Expect(401, "unauthenticated");
        (await PostAsync(channel, report)).Expect(401, "unauthenticated");
        (await PostAsync(await Deployment.OperatorAsync(), report)).Expect(401, "unauthenticated");
        (await PostAsync(await Deployment.SignInAsync(EventGrid with { ExpiresInSeconds = -60 }), report)).Expect(401, "unauthenticated");
        (await PostAsync(await Deployment.SignInAsync(EventGrid with { Roles = ["operator"] }), report)).Expect(403, "forbidden");

        (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect");
        Assert.False((bool)(await channel.RequestAsync(id)).Body["code"]!["failed"]!);
    }

    [Fact]
    public async Task The_hooks_own_caller_is_nobody_elsewhere() =>
        (await (await Deployment.SignInAsync(EventGrid)).AccountAsync()).Expect(401, "unauthenticated");

    [Fact]
    public async Task The_handshake_is_agreed_to_with_event_grid_alone()
    {
        Reply agreed = (await Deployment.Nobody().SendAsync(HttpMethod.Options, Path, null, ("WebHook-Request-Origin", "eventgrid.azure.net"))).Expect(200);
        Reply other = (await Deployment.Nobody().SendAsync(HttpMethod.Options, Path, null, ("WebHook-Request-Origin", "example.com"))).Expect(200);

        Assert.Equal(("eventgrid.azure.net", "*"), (agreed.Header("WebHook-Allowed-Origin"), agreed.Header("WebHook-Allowed-Rate")));
        Assert.False(other.Headers.Contains("WebHook-Allowed-Origin"));
    }

    private async Task<Reply> ReportAsync(object events, string contentType = "application/cloudevents+json") =>
        await PostAsync(await Deployment.SignInAsync(EventGrid), JsonSerializer.Serialize(events), contentType);

    private static async Task<Reply> PostAsync(Channel channel, string body, string contentType = "application/cloudevents+json")
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        return await channel.SendAsync(HttpMethod.Post, Path, content);
    }

    private static object Event(string? tag, string status = "Failed", string type = "Microsoft.Communication.SMSDeliveryReportReceived") => new
    {
        specversion = "1.0",
        id = Guid.NewGuid(),
        source = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/c",
        subject = "/phonenumber/+18445550100",
        type,
        time = DateTimeOffset.UtcNow,
        data = new
        {
            messageId = "Outgoing_20261124",
            from = "+18445550100",
            to = "+33612345678",
            deliveryStatus = status,
            deliveryStatusDetails = "The destination number is not reachable.",
            deliveryAttempts = new[] { new { timestamp = DateTimeOffset.UtcNow, segmentsSucceeded = 0, segmentsFailed = 1 } },
            receivedTimestamp = DateTimeOffset.UtcNow,
            tag,
        },
    };
}
