using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>The sliding-window limits, with the numbers of the rules.</summary>
public sealed class LimitTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task Three_codes_in_an_hour_and_ten_in_a_day_go_to_a_line()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        for (int sent = 0; sent < 10; sent++)
        {
            if (sent is 3 or 6 or 9)
            {
                Assert.InRange((await (await Deployment.CustomerAsync()).StartAsync(contract)).Expect(429, "too-many-requests").RetryAfter, 1, Hour);
                skipping.Skip(s_hour);
            }

            await (await Deployment.CustomerAsync()).BeginAsync(contract);
        }

        Assert.InRange((await (await Deployment.CustomerAsync()).StartAsync(contract)).Expect(429, "too-many-requests").RetryAfter, Hour + 1, Day);
    }

    [Fact]
    public async Task Codes_that_are_sent_again_count_for_the_line()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Channel channel = await Deployment.CustomerAsync();
        (string id, _) = await channel.AwaitCodeAsync(contract);
        await (await Deployment.CustomerAsync()).BeginAsync(contract);
        await (await Deployment.CustomerAsync()).BeginAsync(contract);

        skipping.Skip(TimeSpan.FromSeconds(30));
        Reply reply = (await channel.ResendAsync(id)).Expect(429, "too-many-codes");

        Assert.InRange(reply.RetryAfter, 60, Hour);
        Assert.Equal("1", (await channel.RequestAsync(id)).Body["code"]!["sends"]!.ToString());
    }

    [Fact]
    public async Task Ten_codes_in_a_day_are_sent_for_an_account()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract[] contracts = [.. Enumerable.Range(0, 11).Select(_ => TestContract.Mobile())];
        await Deployment.ImportAsync(contracts);
        foreach (TestContract contract in contracts[..10])
            await channel.BeginAsync(contract);

        Assert.InRange((await channel.StartAsync(contracts[10])).Expect(429, "too-many-requests").RetryAfter, Hour, Day);
        skipping.Skip(s_day);
        await channel.BeginAsync(contracts[10]);
    }

    [Fact]
    public async Task Five_guesses_in_an_hour_and_twenty_in_a_day_are_answered()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        for (int hour = 0; hour < 4; hour++)
        {
            for (int guess = 0; guess < 5; guess++)
                (await channel.StartAsync(TestContract.Mobile())).Expect(422, "contract-not-recognised");
            Assert.InRange((await channel.StartAsync(contract)).Expect(429, "too-many-requests").RetryAfter, 1, hour == 3 ? Day : Hour);
            skipping.Skip(s_hour);
        }

        Assert.InRange((await channel.StartAsync(contract)).Expect(429, "too-many-requests").RetryAfter, Hour, Day);
        skipping.Skip(s_day);
        await channel.BeginAsync(contract);
    }

    [Fact]
    public async Task Twenty_wrong_tries_in_a_day_lock_the_contract_and_nothing_more_is_compared()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        for (int request = 1; request <= 4; request++)
        {
            Channel guesser = await Deployment.CustomerAsync();
            (string guessed, _) = await guesser.AwaitCodeAsync(contract);
            string wrong = Channel.Other(Channel.CodeIn((await Deployment.WaitForMessagesAsync(contract.Line, "sms", request))[0].Text!));
            for (int guess = 1; guess <= 5; guess++)
                Assert.Equal(guess < 5 ? 422 : 429, (await guesser.EnterAsync(guessed, wrong)).Status);
            skipping.Skip(s_hour);
        }

        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(contract, new { kind = "me" }, channel.Contact);
        string code = await channel.CodeAsync(contract, send: 5);
        await channel.UntilAsync(id, "awaitingCode");
        Assert.InRange((await channel.EnterAsync(id, code)).Expect(429, "too-many-tries").RetryAfter, Hour, Day);
        Assert.Equal("5", (await channel.RequestAsync(id)).Body["code"]!["triesLeft"]!.ToString());

        skipping.Skip(s_day);
        await channel.UntilAsync(id, "expired");
        id = await channel.BeginAsync(contract, new { kind = "me" }, channel.Contact);
        (await channel.EnterAsync(id, await channel.CodeAsync(contract, send: 6))).Expect(200);
        await channel.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task Ten_wrong_customer_numbers_in_a_day_close_the_line_to_the_right_one_too()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Fixed());
        for (int guesser = 0; guesser < 2; guesser++)
        {
            Channel guessing = await Deployment.CustomerAsync();
            for (int guess = 0; guess < 5; guess++)
                (await guessing.StartAsync(contract, customerNumber: TestContract.Digits(10))).Expect(422, "contract-not-recognised");
        }

        Channel channel = await Deployment.CustomerAsync();
        (await channel.StartAsync(contract)).Expect(422, "contract-not-recognised");
        skipping.Skip(s_day);
        await channel.BeginAsync(contract);
    }

    [Fact]
    public async Task A_contract_is_attached_to_an_account_three_times_in_a_day()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        for (int attach = 0; attach < 3; attach++)
        {
            await channel.AttachAsync(contract);
            await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", (2 * attach) + 1);
            Assert.Equal(204, (await channel.RemoveAsync(contract.Id)).Status);
        }

        Assert.InRange((await channel.StartAsync(contract)).Expect(429, "too-many-requests").RetryAfter, Hour, Day);
        skipping.Skip(s_day);
        await channel.AttachAsync(contract);
    }
}
