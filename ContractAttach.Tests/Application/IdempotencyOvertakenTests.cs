using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>A start that is overtaken, from beginning to end, by another one with its key.</summary>
public sealed class IdempotencyOvertakenTests(InterruptedDeployment interrupted) : IClassFixture<InterruptedDeployment>
{
    private Deployment Deployment => interrupted.Deployment;

    [Fact]
    public async Task It_is_answered_with_the_request_of_that_one_though_the_contract_is_attached_by_now()
    {
        string key = Guid.NewGuid().ToString();
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string? first = null;
        interrupted.Storage.Before("counters", async () =>
        {
            first = (await channel.StartAsync(contract, contactDetails: channel.Contact, key: key)).Expect(202)["id"];
            await channel.UntilAsync(first!, "attached");
        });

        Reply reply = (await channel.StartAsync(contract, contactDetails: channel.Contact, key: key)).Expect(202);

        Assert.Equal((first, "attached"), (reply["id"], reply["status"]));
        Assert.Single(await channel.RequestsAsync());
    }
}
