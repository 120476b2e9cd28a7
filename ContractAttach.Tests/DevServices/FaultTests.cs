using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>Sends go wrong as asked for, and only those.</summary>
public sealed class FaultTests(DevServicesFixture services)
{
    [Fact]
    public async Task Fail_RefusesTheNextSendsOfItsCount()
    {
        await SetAsync(new { kind = "sms", mode = "fail", status = 429, retryAfterSeconds = 7, count = 1, to = "06 11 00 01 01" });

        using HttpResponseMessage refused = await services.Process.SmsAsync("+33611000101");
        using HttpResponseMessage accepted = await services.Process.SmsAsync("+33611000101");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value));
        Assert.Equal("TooManyRequests", (string?)(await refused.JsonAsync())["error"]!["code"]);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Single(await services.MessagesAsync("+33611000101", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fail_WithoutCount_LastsUntilChanged()
    {
        await SetAsync(new { kind = "email", mode = "fail", to = "failing@example.com" });
        using HttpResponseMessage first = await services.Process.EmailAsync("failing@example.com", Guid.NewGuid());
        using HttpResponseMessage second = await services.Process.EmailAsync("failing@example.com", Guid.NewGuid());

        await SetAsync(new { kind = "email", mode = "ok", to = "failing@example.com" });
        using HttpResponseMessage third = await services.Process.EmailAsync("failing@example.com", Guid.NewGuid());

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.Accepted],
            [first.StatusCode, second.StatusCode, third.StatusCode]);
    }

    [Fact]
    public async Task Fault_OfOneRecipient_LeavesOthersAlone()
    {
        await SetAsync(new { kind = "sms", mode = "fail", count = 1, to = "+33611000102" });

        using HttpResponseMessage response = await services.Process.SmsAsync("+33611000103");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task RecipientFail_FailsInsideTheAnswer()
    {
        await SetAsync(new { kind = "sms", mode = "recipientFail", status = 404, count = 1, to = "+33611000104" });

        using HttpResponseMessage response = await services.Process.SmsAsync("+33611000104");

        JsonNode result = (await response.JsonAsync())["value"]!.AsArray().Single()!;
        Assert.Equal((HttpStatusCode.Accepted, false, 404), (response.StatusCode, (bool)result["successful"]!, (int)result["httpStatusCode"]!));
        Assert.Empty(await services.MessagesAsync("+33611000104", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RecipientFail_OfAnEmail_FailsItsOperation()
    {
        Guid operation = Guid.NewGuid();
        await SetAsync(new { kind = "email", mode = "recipientFail", count = 1, to = "dropped@example.com" });
        using HttpResponseMessage sent = await services.Process.EmailAsync("dropped@example.com", operation);

        using HttpResponseMessage response = await services.Process.SendSignedAsync(
            HttpMethod.Get, $"/emails/operations/{operation}?api-version=2025-09-01", body: null);

        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        Assert.Equal("Failed", (string?)(await response.JsonAsync())["status"]);
    }

    [Fact]
    public async Task Slow_IsAcceptedInTheEnd()
    {
        await SetAsync(new { kind = "sms", mode = "slow", delayMs = 50, count = 1, to = "+33611000105" });

        using HttpResponseMessage response = await services.Process.SmsAsync("+33611000105");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Faults_AreListed()
    {
        await SetAsync(new { kind = "sms", mode = "fail", count = 3, to = "+33611000106" });

        JsonArray faults = (await services.Http.GetFromJsonAsync<JsonObject>("/dev/faults", TestContext.Current.CancellationToken))!["items"]!.AsArray();

        JsonNode fault = faults.Single(item => (string?)item!["to"] == "+33611000106")!;
        Assert.Equal(("sms", "fail", 3), ((string)fault["kind"]!, (string)fault["mode"]!, (int)fault["count"]!));
    }

    [Theory]
    [InlineData("""{"kind":"sms"}""")]
    [InlineData("""{"kind":"letter","mode":"fail"}""")]
    [InlineData("""{"kind":"sms","mode":"fail","status":200}""")]
    [InlineData("""{"kind":"sms","mode":"fail","count":0}""")]
    [InlineData("null")]
    public async Task WrongFault_IsABadRequest(string body)
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/faults", JsonNode.Parse(body), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task UnknownMode_IsToldTheModesThatThereAre()
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/faults", new { kind = "sms", mode = "explode" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("ok, slow, fail, reportFailed, recipientFail", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task SetAsync(object fault)
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/faults", fault, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
