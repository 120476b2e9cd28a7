using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>What a new account has from the start, and what is attached to it afterwards.</summary>
public sealed class OwnContractsTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private readonly string _number = TestContract.Digits(10);

    private TestPerson Person => new() { CustomerNumber = _number };

    [Fact]
    public async Task Ones_own_contracts_are_there_once_the_account_is_created()
    {
        TestContract[] own = [.. new[] { "mobile", "open", "internet", "fixed" }.Select(kind => TestContract.Of(kind) with { CustomerNumber = _number })];
        await Deployment.ImportAsync([.. own, TestContract.Mobile()]);

        Channel channel = await Deployment.CustomerAsync(Person);

        JsonArray contracts = await channel.ContractsAsync();
        Assert.Equal(own.Select(contract => contract.Id).Order(StringComparer.Ordinal), contracts.Select(contract => (string)contract!["contractId"]!).Order(StringComparer.Ordinal));
        foreach (TestContract contract in own)
        {
            JsonNode shown = contracts.Single(item => (string)item!["contractId"]! == contract.Id)!;
            Assert.Equal((contract.Kind, "holder", null), ((string)shown["contractKind"]!, (string)shown["role"]!, (string?)shown["lineUser"]));
            Assert.EndsWith(contract.Line[^2..], (string)shown["line"]!, StringComparison.Ordinal);
            Assert.Contains("/revocations/", (await Deployment.EmailAsync(contract.HolderEmail!)).Text, StringComparison.Ordinal);
        }

        (await channel.StartAsync(own[0])).Expect(409, "already-attached");
        Assert.Equal(204, (await channel.RemoveAsync(own[0].Id)).Status);
        Assert.Equal(3, (await channel.ContractsAsync()).Count);
    }

    [Fact]
    public async Task What_no_request_could_attach_is_not_attached()
    {
        TestContract good = TestContract.Fixed() with { CustomerNumber = _number, Segment = "professional", Range = "Fixe Pro" };
        await Deployment.ImportAsync(
        [
            good,
            TestContract.Mobile() with { CustomerNumber = _number, Status = "suspended" },
            TestContract.Mobile() with { CustomerNumber = _number, Status = "terminated" },
            TestContract.Mobile() with { CustomerNumber = _number, Segment = "professional", Range = "Performance Pro" },
            TestContract.Mobile() with { CustomerNumber = _number, HolderEmail = null },
        ]);

        Channel channel = await Deployment.CustomerAsync(Person);

        Assert.Equal(good.Id, (string)Assert.Single(await channel.ContractsAsync())!["contractId"]!);
    }

    [Fact]
    public async Task They_are_attached_once_and_not_again()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet() with { CustomerNumber = _number });
        Channel channel = await Deployment.CustomerAsync(Person);
        await channel.RemoveAsync(contract.Id);
        TestContract later = await Deployment.ImportAsync(TestContract.Internet() with { CustomerNumber = _number });

        (await channel.CreateAccountAsync()).Expect(200);

        Assert.Empty(await channel.ContractsAsync());
        (await channel.StartAsync(later)).Expect(202);
    }

    [Fact]
    public async Task Who_has_no_contract_creates_an_account_and_attaches_one_by_proxy()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Channel channel = await Deployment.CustomerAsync();
        Assert.Empty(await channel.ContractsAsync());

        string id = await channel.AttachAsync(contract);

        Assert.Equal("proxy", (await channel.RequestAsync(id))["role"]);
        Assert.Single(await channel.ContractsAsync());
    }

    [Fact]
    public async Task Who_has_a_fixed_line_only_creates_an_account_and_attaches_a_mobile_contract()
    {
        TestContract fixedLine = TestContract.Fixed() with { CustomerNumber = _number };
        TestContract mobile = TestContract.Mobile();
        await Deployment.ImportAsync([fixedLine, mobile]);
        Channel channel = await Deployment.CustomerAsync(Person);
        Assert.Equal("fixed", (string)Assert.Single(await channel.ContractsAsync())!["contractKind"]!);

        await channel.AttachAsync(mobile);

        Assert.Equal(["holder", "proxy"], (await channel.ContractsAsync()).Select(contract => (string)contract!["role"]!).Order(StringComparer.Ordinal));
    }
}
