using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Codes and requests that run out.</summary>
public sealed class ExpiryTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_requestLifetime = TimeSpan.FromMinutes(60);

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task A_code_that_has_run_out_is_not_compared_and_a_new_one_may_be_asked_for()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        skipping.Skip(s_codeLifetime);
        (await channel.EnterAsync(id, code)).Expect(410, "code-expired");
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(410, "code-expired");
        Reply reply = await channel.RequestAsync(id);
        Assert.Equal(("awaitingCode", "5"), (reply["status"], reply.Body["code"]!["triesLeft"]!.ToString()));

        (await channel.ResendAsync(id)).Expect(202);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract, send: 2))).Expect(200);
    }

    [Fact]
    public async Task A_newer_code_supersedes_the_older_which_costs_no_try()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string first) = await channel.AwaitCodeAsync(contract);

        skipping.Skip(TimeSpan.FromSeconds(30));
        (await channel.ResendAsync(id)).Expect(202);
        string second = await channel.CodeAsync(contract, send: 2);
        (await channel.EnterAsync(id, first)).Expect(409, "code-superseded");
        Reply reply = await channel.UntilAsync(id, "awaitingCode");
        Assert.Equal(("5", "2", "1"), (
            reply.Body["code"]!["triesLeft"]!.ToString(), reply.Body["code"]!["sends"]!.ToString(), reply.Body["code"]!["sendsLeft"]!.ToString()));

        // The wait before the third is longer.
        skipping.Skip(TimeSpan.FromSeconds(25));
        Assert.InRange((await channel.ResendAsync(id)).Expect(429, "too-soon").RetryAfter, 1, 35);
        (await channel.EnterAsync(id, second)).Expect(200);
    }

    [Fact]
    public async Task With_no_send_left_the_request_ends_with_its_last_code()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, _) = await channel.AwaitCodeAsync(contract);
        for (int send = 2; send <= 3; send++)
        {
            skipping.Skip(TimeSpan.FromSeconds(60));
            (await channel.ResendAsync(id)).Expect(202);
            await channel.CodeAsync(contract, send);

            // The SMS is read before its send is recorded.
            await channel.UntilAsync(id, "awaitingCode");
        }

        (await channel.ResendAsync(id)).Expect(429, "too-many-codes");
        skipping.Skip(s_codeLifetime);

        await channel.UntilAsync(id, "expired");
        Assert.Equal(3, (await Deployment.MessagesAsync(contract.Line, "sms")).Count);
    }

    [Fact]
    public async Task A_request_that_awaits_its_code_ends_after_its_hour()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        skipping.Skip(s_requestLifetime);

        await channel.UntilAsync(id, "expired");
        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        (await channel.CancelAsync(id)).Expect(410, "request-ended");
        await channel.BeginAsync(contract);
    }

    [Fact]
    public async Task A_request_that_awaits_an_answer_ends_after_its_hour_and_not_with_its_code()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract mobile = await Deployment.ImportAsync(TestContract.Mobile());
        TestContract internet = await Deployment.ImportAsync(TestContract.Internet());
        (string id, string code) = await channel.AwaitCodeAsync(mobile);
        (await channel.EnterAsync(id, code)).Expect(200);
        string home = await channel.BeginAsync(internet);

        skipping.Skip(s_codeLifetime);
        Assert.Equal("awaitingLineUser", (await channel.RequestAsync(id))["status"]);
        Assert.Equal("awaitingContactDetails", (await channel.GiveLineUserAsync(id, new { kind = "me" })).Expect(200)["status"]);
        skipping.Skip(s_requestLifetime - s_codeLifetime);

        await channel.UntilAsync(id, "expired");
        await channel.UntilAsync(home, "expired");
        Assert.Empty(await channel.ContractsAsync());
    }

    [Fact]
    public async Task A_code_that_cannot_be_sent_for_two_minutes_has_failed_and_another_may_be_asked_for_at_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await Deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 503, to = contract.Line });

        string id = await channel.BeginAsync(contract);
        await Patience.UntilAsync(async () => (await channel.RequestAsync(id))["status"] != "sendingCode", "the send to be given up", () =>
        {
            skipping.Skip(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        });
        Reply reply = await channel.UntilAsync(id, "awaitingCode");
        Assert.True((bool)reply.Body["code"]!["failed"]!);

        await Deployment.FaultAsync(new { kind = "sms", mode = "ok", to = contract.Line });
        skipping.Skip(TimeSpan.FromSeconds(5));
        (await channel.ResendAsync(id)).Expect(202);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract))).Expect(200);
    }
}
