using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The operator's import.</summary>
public sealed class ImportTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task Good_lines_are_taken_and_the_others_named()
    {
        TestContract first = TestContract.Mobile();
        TestContract second = TestContract.Open();

        Reply reply = await ImportAsync(
            first.ToJson(),
            "",
            "not json",
            second.ToJson(),
            (TestContract.Mobile() with { Status = "paused" }).ToJson(),
            "[]",
            first.ToJson());

        Assert.Equal(("2", "1", "3"), (reply["imported"], reply["replaced"], reply["rejected"]));
        JsonArray errors = reply.Body["errors"]!.AsArray();
        Assert.Equal([3, 5, 6], errors.Select(error => (int)error!["line"]!));
        Assert.Contains("status", (string)errors[1]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_a_hundred_errors_are_told()
    {
        Reply reply = await ImportAsync([.. Enumerable.Repeat("{}", 101)]);

        Assert.Equal("101", reply["rejected"]);
        Assert.Equal(100, reply.Body["errors"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_line_of_a_living_contract_is_not_given_to_another()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string thief = contract.ToJson().Replace(contract.Id, "T-" + Guid.NewGuid().ToString("N"), StringComparison.Ordinal);

        Reply reply = await ImportAsync(thief);

        Assert.Equal("1", reply["rejected"]);
        Assert.Contains("belongs to contract " + contract.Id, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contracts_are_taken_as_they_come_and_not_once_all_are_there()
    {
        TestContract first = TestContract.Mobile();
        TestContract last = TestContract.Mobile();
        Channel channel = await Deployment.OperatorAsync();
        var taken = new TaskCompletionSource();
        // Blank lines, because the Functions host hands on small amounts together.
        using var body = new HesitantContent(first.ToJson() + new string('\n', 16 * 1024), taken.Task, last.ToJson());

        Task<Reply> import = channel.SendAsync(HttpMethod.Post, "/api/v1/operator/contracts", body);

        // Only what is there can be deleted.
        Reply deleted = null!;
        await Patience.UntilAsync(
            async () => (deleted = await channel.SendAsync(HttpMethod.Delete, "/api/v1/operator/contracts/" + first.Id, null)).Status != 404 || import.IsCompleted,
            "the first contract to be imported");
        taken.SetResult();
        Assert.Equal(204, deleted.Status);
        Assert.Equal(("2", "0"), ((await import).Expect(200)["imported"], (await import)["rejected"]));
    }

    private async Task<Reply> ImportAsync(params string[] lines)
    {
        Channel channel = await Deployment.OperatorAsync();
        using var body = new StringContent(string.Join('\n', lines));
        return (await channel.SendAsync(HttpMethod.Post, "/api/v1/operator/contracts", body)).Expect(200);
    }
}
