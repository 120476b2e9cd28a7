using System.Text.Json.Nodes;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Many calls at the same moment do what one does.</summary>
public sealed class RaceTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private const int Many = 50;

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task Fifty_right_codes_attach_once_and_tell_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.EnterAsync(id, code)));

        Assert.All(replies, reply => reply.Expect(200));
        await skipping.Durable.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal("attached", (await channel.RequestAsync(id))["status"]);
        Assert.Single(await channel.ContractsAsync());
        Assert.Single(await Deployment.MessagesAsync(contract.HolderEmail!, "email"));
        Assert.Single(await Deployment.MessagesAsync(channel.Person.Email!, "email"));
    }

    [Fact]
    public async Task Right_codes_at_the_same_moment_of_which_one_carries_the_answers_attach()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            Channel channel = await Deployment.CustomerAsync();
            TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
            (string id, string code) = await channel.AwaitCodeAsync(contract);

            Reply[] replies = await Task.WhenAll(channel.EnterAsync(id, code), channel.EnterAsync(id, code, new { kind = "me" }, channel.Contact));

            Assert.All(replies, reply => reply.Expect(200));
            await channel.UntilAsync(id, "attached");
        }));
    }

    [Fact]
    public async Task Fifty_starts_make_one_request_and_one_sms()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.StartAsync(contract)));

        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 202, $"{reply.Status}: {reply.Text}"));
        string id = Assert.Single(replies.Select(reply => reply["id"]!).Distinct());
        await channel.UntilAsync(id, "awaitingCode");
        Assert.Single(await Deployment.MessagesAsync(contract.Line, "sms"));
        Assert.Single(await channel.RequestsAsync());
    }

    [Fact]
    public async Task Fifty_starts_of_an_internet_contract_make_one_request()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.StartAsync(contract)));

        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 202, $"{reply.Status}: {reply.Text}"));
        Assert.Single(replies.Select(reply => reply["id"]!).Distinct());
        Assert.Single(await channel.RequestsAsync());
    }

    [Fact]
    public async Task Fifty_starts_of_an_internet_contract_that_need_nothing_more_attach_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.StartAsync(contract, contactDetails: channel.Contact)));

        // Those that come after the first has attached are told so.
        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 202 || reply["code"] is "already-attached", $"{reply.Status}: {reply.Text}"));
        string id = Assert.Single(replies.Where(reply => reply.Status is 200 or 202).Select(reply => reply["id"]!).Distinct());
        await channel.UntilAsync(id, "attached");
        Assert.Single(await channel.RequestsAsync());
        Assert.Single(await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email"));
    }

    [Fact]
    public async Task Parallel_guesses_never_get_more_tries_than_there_are()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.EnterAsync(id, Channel.Other(code))));

        Assert.True(replies.Count(reply => reply.Status == 422) <= 4);
        Assert.All(replies, reply => Assert.True((reply.Status, reply["code"]) is (422, "code-incorrect") or (429, "too-many-tries") or (410, "request-ended"), reply.Text));
        Assert.Equal("tooManyTries", (await channel.UntilAsync(id, "refused"))["reason"]);
    }

    [Fact]
    public async Task Parallel_guesses_for_many_requests_never_get_more_tries_than_the_contract_has()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Open().WithAnotherLine());
        (Channel Guesser, string Id)[] requests = await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
        {
            Channel guesser = await Deployment.CustomerAsync();
            string id = (await guesser.StartAsync(contract, line: n % 2 == 0 ? contract.Line : contract.LastLine)).Expect(202)["id"]!;
            await guesser.UntilAsync(id, "awaitingCode");
            return (guesser, id);
        }));

        // Each another wrong code: none of them shares a reservation. What is right by chance would be one in a million.
        Task<Reply[]> GuessAsync((Channel Guesser, string Id) request, int from) =>
            Task.WhenAll(Enumerable.Range(from, 4).Select(guess => request.Guesser.EnterAsync(request.Id, $"9999990{guess}")));

        Reply[][] first = await Task.WhenAll(requests.Take(4).Select(request => GuessAsync(request, 0)));
        Reply[][] second = await Task.WhenAll(requests.Select(request => GuessAsync(request, 4)));

        Assert.All(first.SelectMany(replies => replies), reply => reply.Expect(422, "code-incorrect"));

        // The last wrong one of a request names no time. What is reserved for a request that ends first is not compared.
        Assert.InRange(second.SelectMany(replies => replies).Count(reply => reply.Status == 422 || reply is { Status: 429, Headers.RetryAfter: null }), 1, 4);
    }

    [Fact]
    public async Task Wrong_codes_beside_a_cancel_do_not_lock_the_contract_for_others()
    {
        Channel attacker = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await attacker.AwaitCodeAsync(contract);

        // Each another wrong code: none of them shares a reservation.
        Task<Reply> cancel = attacker.CancelAsync(id);
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 25).Select(n => attacker.EnterAsync(id, Channel.Other(code)[..6] + n.ToString("D2", null))));
        await cancel;

        int wrong = replies.Count(reply => reply["code"] is "code-incorrect");
        Channel other = await Deployment.CustomerAsync();
        string request = await other.BeginAsync(contract, new { kind = "me" }, other.Contact);
        string right = await other.CodeAsync(contract, send: 2);
        for (int tries = 0; tries < 4; tries++)
            (await other.EnterAsync(request, Channel.Other(right))).Expect(422);
        Assert.InRange(wrong, 0, 5);
        (await other.EnterAsync(request, right)).Expect(200);
    }

    [Fact]
    public async Task Parallel_not_recognised_answers_never_overshoot()
    {
        Channel channel = await Deployment.CustomerAsync();

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.StartAsync(TestContract.Mobile())));

        Assert.Equal(5, replies.Count(reply => reply.Status == 422));
        Assert.Equal(Many - 5, replies.Count(reply => reply.Status == 429));
    }

    [Fact]
    public async Task Parallel_resends_send_once()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, _) = await channel.AwaitCodeAsync(contract);
        skipping.Skip(TimeSpan.FromSeconds(30));

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => channel.ResendAsync(id)));

        Assert.Contains(replies, reply => reply.Status == 202);
        Assert.All(replies, reply => Assert.True(reply.Status == 202 || reply["code"] is "too-soon", reply.Text));
        JsonNode sent = (await channel.UntilAsync(id, "awaitingCode")).Body["code"]!;
        Assert.Equal(2, (int)sent["sends"]!);
        Assert.Equal(2, (await Deployment.MessagesAsync(contract.Line, "sms")).Count);
    }

    [Fact]
    public async Task Parallel_creations_make_one_account()
    {
        Channel channel = await Deployment.SignInAsync();

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => channel.CreateAccountAsync()));

        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 201, reply.Text));
        Assert.Single(replies.Select(reply => reply["accountId"]!).Distinct());
    }
}
