using System.Security.Cryptography;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Requests of several code keys, on instances that know other ones.</summary>
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

    [Fact]
    public async Task A_key_is_changed_in_two_steps_while_requests_go_on()
    {
        Dictionary<string, string?> old = TestApplication.Settings(services);
        Dictionary<string, string?> accepting = new(old) { ["Codes__Keys__new"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
        Dictionary<string, string?> @using = new(accepting) { ["Codes__CurrentKey"] = "new" };
        Dictionary<string, string?> without = new(@using);
        without.Remove("Codes__Keys__test");
        var person = new TestPerson();
        TestContract[] contracts = [TestContract.Mobile(), TestContract.Mobile(), TestContract.Mobile()];

        // Begun under each of the first three settings; entered under the one after it, where the key that made it is still there.
        (string Id, string Code) begunBefore = await OnAsync(old, async deployment =>
        {
            await deployment.ImportAsync(contracts);
            return await BeginAsync(await deployment.CustomerAsync(person), contracts[0]);
        });
        (string Id, string Code) begunAccepting = await OnAsync(accepting, async deployment =>
        {
            Channel channel = await deployment.SignInAsync(person);
            await AttachAsync(channel, begunBefore);
            return await BeginAsync(channel, contracts[1]);
        });
        (string Id, string Code) begunUsing = await OnAsync(@using, async deployment =>
        {
            Channel channel = await deployment.SignInAsync(person);
            await AttachAsync(channel, begunAccepting);
            return await BeginAsync(channel, contracts[2]);
        });

        // An instance that still has the settings of the first step takes codes of the new key.
        await OnAsync(accepting, async deployment =>
        {
            Channel channel = await deployment.SignInAsync(person);
            (await channel.EnterAsync(begunUsing.Id, Channel.Other(begunUsing.Code))).Expect(422, "code-incorrect");
            return channel;
        });
        await OnAsync(without, async deployment =>
        {
            Channel channel = await deployment.SignInAsync(person);
            await AttachAsync(channel, begunUsing);
            Assert.Equal(3, (await channel.ContractsAsync()).Count);
            return channel;
        });
    }

    private static Task<(string Id, string Code)> BeginAsync(Channel channel, TestContract contract) =>
        channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);

    private static async Task AttachAsync(Channel channel, (string Id, string Code) request)
    {
        (await channel.EnterAsync(request.Id, request.Code)).Expect(200);
        await channel.UntilAsync(request.Id, "attached");
    }

    private async Task<T> OnAsync<T>(Dictionary<string, string?> settings, Func<Deployment, Task<T>> call)
    {
        await using TestApplication application = await TestApplication.StartAsync(settings);
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        return await call(deployment);
    }
}
