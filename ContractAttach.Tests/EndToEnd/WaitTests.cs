using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Waiting for a request to move on: <c>Prefer: wait</c>.</summary>
public sealed class WaitTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private const string Requests = "/api/v1/attach-requests/";

    [Fact]
    public async Task It_is_answered_when_the_status_is_another()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);

        Task<Reply> waiting = channel.WaitAsync(id, "awaitingCode", 20);
        (await channel.EnterAsync(id, code)).Expect(200);

        Reply reply = (await waiting).Expect(200);
        Assert.Equal("awaitingLineUser", reply["status"]);
        Assert.Equal("wait=20", reply.Header("Preference-Applied"));
        reply.ExpectHeaders();
    }

    [Fact]
    public async Task A_person_who_waits_from_status_to_status_sees_the_end()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string id = await channel.BeginAsync(contract, new { kind = "me" }, channel.Contact);
        List<string> seen = ["sendingCode"];
        await Patience.UntilAsync(() => seen[^1] == "attached", "the request to be attached", async () =>
        {
            if (seen[^1] == "awaitingCode")
                (await channel.EnterAsync(id, await channel.CodeAsync(contract))).Expect(200);
            seen.Add((await channel.WaitAsync(id, seen[^1], 20)).Expect(200)["status"]!);
        });

        Assert.Equal(seen.Distinct(), seen);
        Assert.Contains("awaitingCode", seen);
    }

    [Theory]
    [InlineData("wait=60", "wait=20")]
    [InlineData("wait=99999999999", "wait=20")]
    [InlineData("respond-async, WAIT=\"7\"", "wait=7")]
    [InlineData("wait=0", "wait=0")]
    [InlineData("wait=soon", null)]
    [InlineData("respond-async", null)]
    public async Task What_is_honoured_is_said(string prefer, string? applied)
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Internet()));

        // Its status is another already, so it is not waited for.
        Reply reply = (await channel.GetAsync(Requests + id + "?status=sendingCode", ("Prefer", prefer))).Expect(200);

        Assert.Equal(applied, reply.Headers.TryGetValues("Preference-Applied", out IEnumerable<string>? values) ? values.Single() : null);
    }

    [Fact]
    public async Task Who_names_no_status_does_not_wait()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Internet()));

        Reply reply = (await channel.GetAsync(Requests + id, ("Prefer", "wait=20"))).Expect(200);

        Assert.False(reply.Headers.Contains("Preference-Applied"));
    }

    [Fact]
    public async Task A_request_that_has_ended_is_answered_as_it_is()
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Internet()));
        Assert.Equal(204, (await channel.CancelAsync(id)).Status);

        Assert.Equal("cancelled", (await channel.WaitAsync(id, "cancelled", 20)).Expect(200)["status"]);
    }

    [Theory]
    [InlineData("?status=waiting")]
    [InlineData("?status=AwaitingCode")]
    [InlineData("?status=1")]
    [InlineData("?status=")]
    [InlineData("?status=awaitingCode&status=sendingCode")]
    public async Task A_status_that_there_is_not_is_named(string query)
    {
        Channel channel = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Internet()));

        Reply reply = (await channel.GetAsync(Requests + id + query)).Expect(400, "invalid-request");

        Assert.Equal("status", Assert.Single(reply.Body["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Another_persons_request_is_not_found_however_long_one_waits()
    {
        Channel channel = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        string id = await channel.BeginAsync(await Deployment.ImportAsync(TestContract.Internet()));

        (await other.WaitAsync(id, "awaitingContactDetails", 20)).Expect(404, "request-not-found");
    }
}
