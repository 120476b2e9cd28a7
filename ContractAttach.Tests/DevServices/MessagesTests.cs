using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>What was received can be looked up.</summary>
public sealed class MessagesTests(DevServicesFixture services)
{
    [Theory]
    [InlineData("%2B33611000301")]
    [InlineData("+33611000301")]
    [InlineData("33611000301")]
    [InlineData("0033611000301")]
    [InlineData("0611000301")]
    [InlineData("06+11+00+03+01")]
    [InlineData("06.11.00.03.01")]
    [InlineData("%2B33%20(0)6%2011%2000%2003%2001")]
    public async Task Number_IsFoundHoweverItIsWritten(string to)
    {
        using HttpResponseMessage sent = await services.Process.SmsAsync("+33611000301");

        JsonObject answer = (await services.Http.GetFromJsonAsync<JsonObject>($"/dev/messages?to={to}&kind=sms", TestContext.Current.CancellationToken))!;

        Assert.NotEmpty(answer["items"]!.AsArray());
    }

    [Fact]
    public async Task Newest_ComesFirst()
    {
        using HttpResponseMessage first = await services.Process.SmsAsync("+33611000302", "1");
        using HttpResponseMessage second = await services.Process.SmsAsync("+33611000302", "2");

        IReadOnlyList<ReceivedMessage> messages = await services.MessagesAsync("+33611000302", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["2", "1"], messages.Select(message => message.Text));
    }

    [Fact]
    public async Task Since_LeavesOutOlderOnes()
    {
        using HttpResponseMessage sent = await services.Process.SmsAsync("+33611000303");
        ReceivedMessage message = Assert.Single(await services.MessagesAsync("+33611000303", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(1, await CountAsync(message.At));
        Assert.Equal(0, await CountAsync(message.At.AddTicks(1)));

        // The + of the offset is not escaped, as in a command line.
        async Task<int> CountAsync(DateTimeOffset since) => (await services.Http.GetFromJsonAsync<JsonObject>(
            $"/dev/messages?to=0611000303&since={since:O}", TestContext.Current.CancellationToken))!["items"]!.AsArray().Count;
    }

    [Fact]
    public async Task Kind_LeavesOutTheOther()
    {
        using HttpResponseMessage sent = await services.Process.SmsAsync("+33611000304");

        Assert.Empty(await services.MessagesAsync("+33611000304", "email", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("kind=letter")]
    [InlineData("since=yesterday")]
    public async Task WrongQuery_IsABadRequest(string query)
    {
        using HttpResponseMessage response = await services.Http.GetAsync($"/dev/messages?{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Wait_AnswersWhenThereAreEnough()
    {
        Task<JsonObject?> waiting = services.Http.GetFromJsonAsync<JsonObject>(
            "/dev/messages/wait?count=2&kind=sms&to=0611000305", TestContext.Current.CancellationToken);
        using HttpResponseMessage first = await services.Process.SmsAsync("+33611000305");
        using HttpResponseMessage second = await services.Process.SmsAsync("+33611000305");

        JsonObject answer = (await waiting)!;

        Assert.Equal((2, true), ((int)answer["count"]!, (bool)answer["reached"]!));
    }

    [Fact]
    public async Task Wait_SaysWhenThereWereNotEnough()
    {
        JsonObject answer = (await services.Http.GetFromJsonAsync<JsonObject>(
            "/dev/messages/wait?count=1&to=0611000306&timeoutSeconds=0", TestContext.Current.CancellationToken))!;

        Assert.Equal((0, false), ((int)answer["count"]!, (bool)answer["reached"]!));
    }

    [Fact]
    public async Task ForeignHostName_IsRefused()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/dev/messages") { Headers = { Host = "example.com" } };

        using HttpResponseMessage response = await services.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
