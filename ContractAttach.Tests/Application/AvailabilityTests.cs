using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>A contract that is no longer to be had when it is linked.</summary>
public sealed class AvailabilityTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    public static TheoryData<string> Changes => ["suspended", "terminated", "changed hands", "excluded"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_request_is_refused_and_nobody_is_told_of_an_attachment(string change)
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile() with { Segment = "professional", Range = "Mobile Pro" });
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" });
        (await channel.EnterAsync(id, code)).Expect(200);

        await Deployment.ImportAsync(change switch
        {
            "changed hands" => contract with { CustomerNumber = TestContract.Digits(10) },
            "excluded" => contract with { Range = "Performance Pro" },
            _ => contract with { Status = change },
        });
        await channel.GiveContactDetailsAsync(id, channel.Contact);

        Assert.Equal("contractUnavailable", (await channel.UntilAsync(id, "refused"))["reason"]);
        Assert.Empty(await channel.ContractsAsync());
        Assert.Empty(await Deployment.MessagesAsync(contract.HolderEmail!, "email"));
    }
}
