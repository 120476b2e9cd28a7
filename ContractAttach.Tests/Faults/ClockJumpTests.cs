using ContractAttach.Tests.Application;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Faults;

/// <summary>The machine's clock is set forward or back by an hour.</summary>
public sealed class ClockJumpTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(10);

    // More than the second by which a clock may lag.
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(2);

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task Set_back_no_code_lives_longer()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        for (int send = 2; send <= 3; send++)
        {
            skipping.Skip(TimeSpan.FromSeconds(60));
            (await channel.ResendAsync(id)).Expect(202);
            code = await channel.CodeAsync(contract, send);
            await channel.UntilAsync(id, "awaitingCode");
        }

        // Once it is answered, the timer of the code is set.
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(422, "code-incorrect");
        skipping.Clock.Jump(-s_hour);
        channel = await Deployment.SignInAsync(channel.Person);
        skipping.Skip(s_codeLifetime + s_moment);

        await channel.UntilAsync(id, "expired");
        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        skipping.Clock.Jump(s_hour);
    }

    [Fact]
    public async Task Set_back_no_request_is_stuck()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string id = await channel.BeginAsync(contract);
        skipping.Clock.Jump(-s_hour);
        channel = await Deployment.SignInAsync(channel.Person);

        (await channel.GiveContactDetailsAsync(id, channel.Contact)).Expect(200);

        await channel.UntilAsync(id, "attached");
        await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email");
        Assert.Equal(204, (await channel.RemoveAsync(contract.Id)).Status);
        await channel.AttachAsync(await Deployment.ImportAsync(TestContract.Mobile()));
        skipping.Clock.Jump(s_hour);
    }

    [Fact]
    public async Task Set_forward_codes_and_requests_have_run_out_and_set_back_again_new_ones_may_begin()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        skipping.Clock.Jump(s_hour);

        (await channel.EnterAsync(id, code)).Expect(410, "code-expired");
        skipping.Skip(TimeSpan.FromMinutes(1));
        await channel.UntilAsync(id, "expired");

        skipping.Clock.Jump(-s_hour);
        id = await channel.BeginAsync(contract, new { kind = "me" }, channel.Contact);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract, send: 2))).Expect(200);
        await channel.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task Set_back_and_forward_no_limit_grants_more()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await (await Deployment.CustomerAsync()).BeginAsync(contract);
        skipping.Clock.Jump(s_hour / 2);
        await (await Deployment.CustomerAsync()).BeginAsync(contract);
        skipping.Clock.Jump(-s_hour / 2);
        await (await Deployment.CustomerAsync()).BeginAsync(contract);

        foreach (TimeSpan jump in new[] { TimeSpan.Zero, -s_hour, s_hour })
        {
            skipping.Clock.Jump(jump);
            (await (await Deployment.CustomerAsync()).StartAsync(contract)).Expect(429, "too-many-requests");
        }
    }
}
