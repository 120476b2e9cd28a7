using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
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
    public async Task Who_has_no_code_left_learns_nothing_of_a_line()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract[] contracts = [.. Enumerable.Range(0, 11).Select(_ => TestContract.Mobile())];
        await Deployment.ImportAsync(contracts);
        foreach (TestContract contract in contracts[..10])
            await channel.BeginAsync(contract);

        (await channel.StartAsync(contracts[10])).Expect(429, "too-many-requests");
        (await channel.StartAsync(TestContract.Mobile())).Expect(429, "too-many-requests");
        Assert.Empty(await Deployment.MessagesAsync(contracts[10].Line, "sms"));
    }

    [Fact]
    public async Task That_a_line_has_had_its_codes_counts_as_an_answer_that_says_something_of_it()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        for (int code = 0; code < 3; code++)
            await (await Deployment.CustomerAsync()).BeginAsync(contract);

        Channel channel = await Deployment.CustomerAsync();
        for (int answer = 0; answer < 5; answer++)
            (await channel.StartAsync(contract)).Expect(429, "too-many-requests");

        TestContract another = await Deployment.ImportAsync(TestContract.Mobile());
        Assert.InRange((await channel.StartAsync(another)).Expect(429, "too-many-requests").RetryAfter, 1, Hour);
    }

    [Fact]
    public async Task Fifty_requests_without_a_code_are_begun_in_a_day()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string first = await channel.BeginAsync(contract);
        for (int again = 0; again < 60; again++)
            Assert.Equal(first, (await channel.StartAsync(contract)).Expect(200)["id"]);
        await channel.CancelAsync(first);
        for (int begun = 1; begun < 50; begun++)
            await channel.CancelAsync(await channel.BeginAsync(contract));

        Assert.InRange((await channel.StartAsync(contract)).Expect(429, "too-many-requests").RetryAfter, Hour, Day);
    }

    [Fact]
    public async Task A_request_takes_a_hundred_answers_and_can_still_be_given_up()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Internet()));
        TestContract mobile = await Deployment.ImportAsync(TestContract.Mobile());
        string request = await channel.BeginAsync(mobile);
        for (int answer = 0; answer < 100; answer++)
            (await channel.GiveLineUserAsync(request, new { kind = "me" })).Expect(200);

        (await channel.GiveLineUserAsync(request, new { kind = "me" })).Expect(429, "too-many-requests");
        (await channel.EnterAsync(request, await channel.CodeAsync(mobile))).Expect(429, "too-many-requests");
        Assert.Equal(204, (await channel.CancelAsync(request)).Status);
        Assert.Equal(204, (await channel.CancelAsync(id)).Status);
    }

    [Fact]
    public async Task Requests_for_several_lines_of_one_contract_attach_it_no_more_often()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = TestContract.Open();
        string[] lines = [contract.Line];
        for (int more = 0; more < 3; more++)
        {
            contract = contract.WithAnotherLine();
            lines = [.. lines, contract.LastLine];
        }

        await Deployment.ImportAsync(contract);
        string[] requests = await Task.WhenAll(lines.Select(async line => (await channel.StartAsync(contract, line, lineUser: new { kind = "me" }, contactDetails: channel.Contact)).Expect(202)["id"]!));
        string[] ends = [];
        foreach ((string line, string id) in lines.Zip(requests))
        {
            await channel.UntilAsync(id, "awaitingCode");
            (await channel.EnterAsync(id, Channel.CodeIn((await Deployment.WaitForMessagesAsync(line, "sms", 1))[0].Text!))).Expect(200);
            string end = "";
            await Patience.UntilAsync(async () => (end = (await channel.RequestAsync(id))["status"]!) != "attaching", "the end of the request");
            ends = [.. ends, end];
            await channel.RemoveAsync(contract.Id);
        }

        Assert.Equal(["attached", "attached", "attached", "refused"], ends);
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
