using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>An account whose creation dies before all of its owner's contracts are attached.</summary>
public sealed class OwnContractsCrashTests(SkippingDeployment skipping) : IClassFixture<SkippingDeployment>
{
    private static readonly TimeSpan s_nextRun = TimeSpan.FromMinutes(6);

    private Deployment Deployment => skipping.Deployment;

    [Fact]
    public async Task Whatever_write_it_dies_at_the_contracts_come_and_their_holders_are_told()
    {
        List<(Channel Channel, TestContract[] Own)> created = [];
        bool died = true;
        for (int write = 1; died; write++)
        {
            (Channel channel, TestContract[] own) = await BeginAsync(2);
            died = await DieAsync(channel, write);
            created.Add((channel, own));

            // Where there is an account, the clean-up mends it; else the person tries again.
            if ((await channel.AccountAsync()).Status == 404)
                (await channel.CreateAccountAsync()).Expect(201);
        }

        await CleanAsync();

        Assert.True(created.Count > 10, $"A creation has more writes than {created.Count}.");
        foreach ((Channel channel, TestContract[] own) in created)
        {
            Assert.Equal(2, (await channel.ContractsAsync()).Count);
            foreach (TestContract contract in own)
                Assert.Single((await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email")).Select(message => message.OperationId).Distinct());
        }
    }

    [Fact]
    public async Task The_person_who_tries_again_has_them_at_once()
    {
        bool died = true;
        for (int write = 1; died; write++)
        {
            (Channel channel, _) = await BeginAsync(2);
            died = await DieAsync(channel, write);

            Assert.InRange((await channel.CreateAccountAsync()).Status, 200, 201);

            Assert.Equal(2, (await channel.ContractsAsync()).Count);
        }
    }

    [Fact]
    public async Task What_the_owner_removes_meanwhile_does_not_come_back()
    {
        for (int write = 1; ; write++)
        {
            (Channel channel, _) = await BeginAsync(2);
            Assert.True(await DieAsync(channel, write), "It never died between the two contracts.");
            if ((await channel.AccountAsync()).Status == 404 || await channel.ContractsAsync() is not [{ } first])
                continue;
            Assert.Equal(204, (await channel.RemoveAsync((string)first["contractId"]!)).Status);

            await CleanAsync();

            Assert.NotEqual((string)first["contractId"]!, (string)Assert.Single(await channel.ContractsAsync())!["contractId"]!);
            return;
        }
    }

    [Fact]
    public async Task Of_a_fleet_the_first_are_there_at_once_and_the_others_come()
    {
        (Channel channel, _) = await BeginAsync(27);
        (await channel.CreateAccountAsync()).Expect(201);
        Assert.Equal(25, (await channel.ContractsAsync()).Count);

        await CleanAsync();

        Assert.Equal(27, (await channel.ContractsAsync()).Count);
    }

    private async Task<(Channel Channel, TestContract[] Own)> BeginAsync(int contracts)
    {
        string number = TestContract.Digits(10);
        TestContract[] own = [.. Enumerable.Range(0, contracts).Select(_ => TestContract.Internet() with { CustomerNumber = number })];
        await Deployment.ImportAsync(own);
        return (await Deployment.SignInAsync(new TestPerson { CustomerNumber = number }), own);
    }

    private async Task<bool> DieAsync(Channel channel, int write)
    {
        skipping.Death.At(write);
        Reply reply = await channel.CreateAccountAsync();
        bool died = skipping.Death.Stop();
        Assert.True(reply.Status == 201 || (died && reply.Status == 500), reply.Text);
        return died;
    }

    private async Task CleanAsync()
    {
        skipping.Skip(s_nextRun);
        await skipping.CleanTwiceAsync();
    }
}
