using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The ids of another person's things: they open nothing, and do not even say that there is something.</summary>
public sealed class AnothersIdsTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private const string Unknown = "01J00000000000000000000000";

    [Fact]
    public async Task A_request_is_not_found_whatever_is_done_to_it()
    {
        (Channel owner, Channel other) = (await Deployment.CustomerAsync(), await Deployment.CustomerAsync());
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await owner.AwaitCodeAsync(contract, new { kind = "me" }, owner.Contact);

        await SameAsync("request-not-found", id, at => other.RequestAsync(at));
        await SameAsync("request-not-found", id, at => other.EnterAsync(at, code));
        await SameAsync("request-not-found", id, at => other.ResendAsync(at));
        await SameAsync("request-not-found", id, at => other.GiveLineUserAsync(at, new { kind = "me" }));
        await SameAsync("request-not-found", id, at => other.GiveContactDetailsAsync(at, other.Contact));
        await SameAsync("request-not-found", id, at => other.CancelAsync(at));

        (await owner.EnterAsync(id, code)).Expect(200);
        await owner.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task A_contract_and_its_proxies_are_not_found()
    {
        (Channel owner, Channel other) = (await Deployment.CustomerAsync(), await Deployment.CustomerAsync());
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string proxy = await owner.AttachAsync(contract);

        await SameAsync("contract-not-found", contract.Id, at => other.RemoveAsync(at));
        await SameAsync("contract-not-found", contract.Id, at => other.ProxiesAsync(at));
        await SameAsync("contract-not-found", contract.Id, at => other.EndProxyAsync(at, proxy));

        Assert.Single(await owner.ContractsAsync());
    }

    [Fact]
    public async Task A_regrouping_is_not_found()
    {
        Channel owner = await Deployment.CustomerAsync();
        var second = new TestPerson();
        await Deployment.CustomerAsync(second);
        string id = (await owner.StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(second), removeFromOther = false })).Expect(202)["id"]!;
        await owner.RegroupedAsync(id);
        Channel other = await Deployment.CustomerAsync();

        await SameAsync("regrouping-not-found", id, at => other.GetAsync("/api/v1/regroupings/" + at));
    }

    // The answer is that for an id which nothing has, but for the trace that it names.
    private static async Task SameAsync(string code, string id, Func<string, Task<Reply>> call)
    {
        Reply reply = (await call(id)).Expect(404, code);
        Reply unknown = (await call(Unknown)).Expect(404, code);

        Assert.Equal(WithoutTrace(unknown), WithoutTrace(reply));
    }

    private static string WithoutTrace(Reply reply) => reply.Text.Replace(reply["traceId"]!, "", StringComparison.Ordinal);
}
