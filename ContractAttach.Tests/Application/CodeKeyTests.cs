using System.Security.Cryptography;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>A request whose code key an instance does not know.</summary>
public sealed class CodeKeyTests(DevServicesFixture services)
{
    [Fact]
    public async Task An_instance_without_the_key_says_try_again_and_counts_no_try()
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        Dictionary<string, string?> without = new(settings) { ["Codes__Keys__other"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), ["Codes__CurrentKey"] = "other" };
        without.Remove("Codes__Keys__test");
        var person = new TestPerson();
        TestContract contract = TestContract.Mobile();
        (string id, string code) = await OnAsync(settings, async deployment =>
        {
            await deployment.ImportAsync(contract);
            return await (await deployment.CustomerAsync(person)).AwaitCodeAsync(contract, new { kind = "me" });
        });

        await OnAsync(without, async deployment =>
        {
            Channel channel = await deployment.SignInAsync(person);
            Reply reply = (await channel.EnterAsync(id, code)).Expect(503, "try-again");
            Assert.InRange(reply.RetryAfter, 1, 60);
            Assert.Equal("5", (await channel.RequestAsync(id)).Body["code"]!["triesLeft"]!.ToString());
            return id;
        });

        await OnAsync(settings, async deployment => (await (await deployment.SignInAsync(person)).EnterAsync(id, code)).Expect(200));
    }

    private async Task<T> OnAsync<T>(Dictionary<string, string?> settings, Func<Deployment, Task<T>> call)
    {
        await using TestApplication application = await TestApplication.StartAsync(settings);
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        return await call(deployment);
    }
}
