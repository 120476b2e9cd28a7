using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Codes that are wrong, asked for again, or no longer wanted.</summary>
public sealed class CodeTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task Wrong_codes_are_counted_and_the_fifth_ends_the_request()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        for (int left = 4; left > 0; left--)
            Assert.Equal($"{left}", (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect")["triesLeft"]);
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(429, "too-many-tries");

        Assert.Equal("tooManyTries", (await channel.UntilAsync(id, "refused"))["reason"]);
        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        (await channel.ResendAsync(id)).Expect(410, "request-ended");
    }

    [Fact]
    public async Task Answers_may_come_with_the_right_code_again_once_it_is_accepted()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        Assert.Equal("awaitingLineUser", (await channel.EnterAsync(id, code)).Expect(200)["status"]);
        Assert.Equal("awaitingContactDetails", (await channel.EnterAsync(id, code, lineUser: new { kind = "me" })).Expect(200)["status"]);
        (await channel.EnterAsync(id, Channel.Other(code), contactDetails: channel.Contact)).Expect(409, "not-awaiting-code");
        Assert.Equal("awaitingContactDetails", (await channel.RequestAsync(id))["status"]);
        (await channel.EnterAsync(id, code, contactDetails: channel.Contact)).Expect(200);

        await channel.UntilAsync(id, "attached");
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("1234567O")]
    [InlineData("")]
    [InlineData("١٢٣٤٥٦٧٨")]
    public async Task What_cannot_be_a_code_costs_no_try(string typed)
    {
        Channel channel = await Deployment.CustomerAsync();
        (string id, _) = await channel.AwaitCodeAsync(await Deployment.ImportAsync(TestContract.Mobile()));

        Reply reply = (await channel.EnterAsync(id, typed)).Expect(400, "invalid-request");

        Assert.True(reply.Body["errors"]!.AsObject().ContainsKey("code"));
        Assert.Equal("5", (await channel.RequestAsync(id)).Body["code"]!["triesLeft"]!.ToString());
    }

    [Fact]
    public async Task A_new_code_is_not_sent_at_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, _) = await channel.AwaitCodeAsync(contract);

        Reply reply = (await channel.ResendAsync(id)).Expect(429, "too-soon");

        Assert.InRange(reply.RetryAfter, 1, 30);
        Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms"));
    }

    [Fact]
    public async Task A_code_that_was_refused_for_good_may_be_sent_again_at_once_and_the_third_failure_ends_the_request()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await Deployment.FaultAsync(new { kind = "sms", mode = "recipientFail", status = 404, to = contract.Line });

        string id = await channel.BeginAsync(contract);
        for (int send = 1; send < 3; send++)
        {
            Assert.Equal("True", (await channel.UntilAsync(id, "awaitingCode")).Body["code"]!["failed"]!.GetValue<bool>().ToString());
            (await channel.ResendAsync(id)).Expect(202);
        }

        Assert.Equal("codeNotDelivered", (await channel.UntilAsync(id, "refused"))["reason"]);
        Assert.Empty(await Deployment.MessagesAsync(contract.Line, "sms"));
    }

    [Fact]
    public async Task A_code_sent_again_after_a_failure_attaches()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await Deployment.FaultAsync(new { kind = "sms", mode = "recipientFail", status = 404, to = contract.Line, count = 1 });
        string id = await channel.BeginAsync(contract, new { kind = "me" }, channel.Contact);
        await channel.UntilAsync(id, "awaitingCode");

        (await channel.ResendAsync(id)).Expect(202);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract))).Expect(200);

        await channel.UntilAsync(id, "attached");
        Assert.Contains("2/3", Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blip_of_the_sms_service_is_not_noticed()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await Deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 503, to = contract.Line, count = 1 });

        (string id, string code) = await channel.AwaitCodeAsync(contract);

        (await channel.EnterAsync(id, code)).Expect(200);
    }

    [Fact]
    public async Task A_request_is_cancelled_once_and_for_all()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        Assert.Equal(204, (await channel.CancelAsync(id)).Status);
        Assert.Equal(204, (await channel.CancelAsync(id)).Status);

        Assert.Equal("cancelled", (await channel.RequestAsync(id))["status"]);
        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        (await channel.GiveLineUserAsync(id, new { kind = "me" })).Expect(410, "request-ended");
        Assert.NotEqual(id, await channel.BeginAsync(contract));
    }

    [Fact]
    public async Task A_request_that_has_ended_otherwise_is_not_cancelled()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.AttachAsync(await Deployment.ImportAsync(TestContract.Mobile()));

        (await channel.CancelAsync(id)).Expect(410, "request-ended");

        Assert.Equal("attached", (await channel.RequestAsync(id))["status"]);
    }
}
