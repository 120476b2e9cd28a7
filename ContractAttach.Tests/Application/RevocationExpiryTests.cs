using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>How long the holder's link can be used.</summary>
public sealed class RevocationExpiryTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    [Fact]
    public async Task A_link_works_for_30_days()
    {
        Deployment deployment = skipping.Deployment;
        Channel channel = await deployment.CustomerAsync();
        TestContract first = await deployment.ImportAsync(TestContract.Internet());
        TestContract second = await deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(first);
        await channel.AttachAsync(second);
        string used = Channel.LinkIn((await deployment.EmailAsync(first.HolderEmail!)).Text!);
        string unused = Channel.LinkIn((await deployment.EmailAsync(second.HolderEmail!)).Text!);

        skipping.Skip(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        await skipping.CleanTwiceAsync();
        (await deployment.Nobody().GetAsync(unused)).Expect(200);
        (await deployment.Nobody().PostAsync(used, null)).Expect(200);
        skipping.Skip(TimeSpan.FromMinutes(5));

        (await deployment.Nobody().GetAsync(unused)).Expect(404, "link-not-valid");
        (await deployment.Nobody().PostAsync(unused, null)).Expect(404, "link-not-valid");
        Channel later = await deployment.SignInAsync(channel.Person);
        Assert.Equal(second.Id, (string)Assert.Single(await later.ContractsAsync())!["contractId"]!);
    }
}
