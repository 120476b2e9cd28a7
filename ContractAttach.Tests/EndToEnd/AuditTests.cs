using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>What the operator reads of what happened to a contract.</summary>
public sealed class AuditTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task What_happened_is_told_newest_first_and_masked()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel channel = await Deployment.CustomerAsync();
        await channel.AttachAsync(contract);
        await channel.RemoveAsync(contract.Id);
        await channel.AttachAsync(contract);
        Channel other = await Deployment.CustomerAsync();
        await other.BeginAsync(contract);
        await Deployment.ImportAsync(contract with { CustomerNumber = TestContract.Digits(10) });

        Reply reply = await UntilAsync(contract.Id, 5);

        JsonArray items = reply.Body["items"]!.AsArray();
        Assert.Equal(
            ["attached", "attached", "refused", "removed", "removed"], items.Select(item => (string)item!["kind"]!).Order());
        DateTime[] times = [.. items.Select(item => (DateTime)item!["at"]!)];
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal(("attached", "proxy", null), Facts(items[^1]!));
        Assert.Equal(("removed", "proxy", "owner"), Facts(items[^2]!));
        Assert.Equal(
            [("refused", null, "contractUnavailable"), ("removed", "proxy", "contractChanged")], items.Take(2).Select(item => Facts(item!)).Order());
        reply.ExpectHeaders();
        foreach (string secret in (string[])[contract.Line, contract.CustomerNumber, contract.HolderEmail!, channel.Person.Email!, channel.Person.FamilyName!, contract.HolderLastName])
            Assert.DoesNotContain(secret, reply.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nothing_has_happened_to_a_contract_that_nobody_knows() =>
        Assert.Empty((await (await Deployment.OperatorAsync()).GetAsync(Path("nobody-has-this"))).Expect(200).Body["items"]!.AsArray());

    [Theory]
    [InlineData("")]
    [InlineData("?contractId=")]
    [InlineData("?contractId=a%2Fb")]
    [InlineData("?contractId=a&contractId=b")]
    [InlineData("?contractId=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_can_be_no_contract_is_named(string query)
    {
        Reply reply = (await (await Deployment.OperatorAsync()).GetAsync("/api/v1/operator/audit" + query)).Expect(400, "invalid-request");

        Assert.True(reply.Body["errors"]!.AsObject().ContainsKey("contractId"), reply.Text);
    }

    [Fact]
    public async Task Only_an_operator_reads_it()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel channel = await Deployment.CustomerAsync();
        await channel.AttachAsync(contract);

        (await channel.GetAsync(Path(contract.Id))).Expect(403, "forbidden");
        (await Deployment.Nobody().GetAsync(Path(contract.Id))).Expect(401, "unauthenticated");
    }

    private static string Path(string contractId) => "/api/v1/operator/audit?contractId=" + contractId;

    private static (string Kind, string? Role, string? Reason) Facts(JsonNode item) => ((string)item["kind"]!, (string?)item["role"], (string?)item["reason"]);

    // An attachment is shown before it is put down here.
    private async Task<Reply> UntilAsync(string contractId, int count)
    {
        Channel @operator = await Deployment.OperatorAsync();
        Reply reply = null!;
        await Patience.UntilAsync(
            async () => (reply = (await @operator.GetAsync(Path(contractId))).Expect(200)).Body["items"]!.AsArray().Count >= count,
            () => $"{count} entries; there are: {reply.Text}");
        return reply;
    }
}
