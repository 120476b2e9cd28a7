using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Storage;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Idempotency keys in races, in crashes, and in the tables.</summary>
public sealed class IdempotencyKeyTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private const int Many = 20;

    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    private readonly string _key = "key-" + Guid.NewGuid();

    private Deployment Deployment => skipping.Deployment;

    [Theory]
    [InlineData("mobile")]
    [InlineData("internet")]
    public async Task Calls_with_one_key_at_the_same_moment_make_one_request_and_have_one_answer(string kind)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Of(kind));

        // Of the internet contract nothing more is asked: it may be attached before the last of them comes.
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => channel.StartAsync(contract, contactDetails: channel.Contact, key: _key)));

        Assert.All(replies, reply => reply.Expect(202));
        Assert.Single(replies.Select(reply => reply["id"]!).Distinct());
        Assert.Single(await channel.RequestsAsync());
    }

    [Theory]
    [InlineData("mobile")]
    [InlineData("internet")]
    public async Task Of_two_bodies_with_one_key_at_the_same_moment_one_is_taken(string kind)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract[] contracts = [TestContract.Of(kind), TestContract.Of(kind)];
        await Deployment.ImportAsync(contracts);

        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, Many).Select(n => channel.StartAsync(contracts[n % 2], key: _key)));

        string id = (string)Assert.Single(await channel.RequestsAsync())!["id"]!;
        Assert.All(replies, reply => Assert.True(reply.Status == 202 ? reply["id"] == id : reply.Expect(422, "idempotency-key-reused") is not null, reply.Text));
        Assert.Equal(Many / 2, replies.Count(reply => reply.Status == 202));
    }

    [Theory]
    [InlineData("mobile")]
    [InlineData("internet")]
    public async Task Whatever_write_a_start_dies_at_the_next_with_its_key_makes_no_second_request(string kind)
    {
        bool died = true;
        int write = 1;
        for (; died; write++)
        {
            Channel channel = await Deployment.CustomerAsync();
            TestContract contract = await Deployment.ImportAsync(TestContract.Of(kind));
            skipping.Death.At(write);
            Reply reply = await channel.StartAsync(contract, key: _key);
            died = skipping.Death.Stop();
            Assert.True(reply.Status == 202 || (died && reply.Status == 500), reply.Text);
            var begun = await channel.RequestsAsync();

            Reply next = (await channel.StartAsync(contract, key: _key)).Expect(202);

            Assert.Equal(next["id"], (string)Assert.Single(await channel.RequestsAsync())!["id"]!);
            Assert.All(begun, request => Assert.Equal(next["id"], (string)request!["id"]!));
            await channel.UntilAsync(next["id"]!, kind == "mobile" ? "awaitingCode" : "awaitingContactDetails");
        }

        Assert.True(write > 3, $"A start has more writes than {write}.");
    }

    [Fact]
    public async Task After_a_day_it_is_forgotten_and_can_be_used_anew()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string first = (await channel.StartAsync(contract, key: _key)).Expect(202)["id"]!;
        Assert.Equal(204, (await channel.CancelAsync(first)).Status);
        skipping.Skip(s_day - TimeSpan.FromMinutes(1));
        Assert.Equal(first, (await channel.StartAsync(contract, key: _key)).Expect(202)["id"]);

        skipping.Skip(TimeSpan.FromMinutes(1));
        string second = (await channel.StartAsync(contract, key: _key)).Expect(202)["id"]!;
        Assert.NotEqual(first, second);
        await skipping.CleanTwiceAsync();
        Assert.Equal(second, (await channel.StartAsync(contract, key: _key)).Expect(202)["id"]);

        skipping.Skip(s_day + TimeSpan.FromMinutes(1));
        await skipping.CleanTwiceAsync();
        Assert.Empty(await RowsAsync(channel));
    }

    [Fact]
    public async Task Neither_the_key_nor_what_was_asked_for_stands_in_the_tables()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());

        (await channel.StartAsync(contract, lineUser: new { kind = "other", firstName = "Zoé", lastName = "Martin" }, contactDetails: channel.Contact, key: _key)).Expect(202);

        TableEntity row = Assert.Single(await RowsAsync(channel));
        string text = string.Join(' ', row.Select(column => $"{column.Value}"));
        Assert.All([_key, contract.Line, contract.Line[3..], "Zoé", channel.Person.Email!], secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<List<TableEntity>> RowsAsync(Channel channel)
    {
        string account = (await channel.AccountAsync()).Expect(200)["accountId"]!;
        return await skipping.Tables.Accounts.RangeAsync<TableEntity>(account, IdempotencyRow.Prefix, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
