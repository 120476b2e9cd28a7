using ContractAttach.Contracts;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>What can still be done to a request while its contract is being linked: nothing.</summary>
public sealed class AttachingTests(DevServicesFixture services)
{
    [Fact]
    public async Task A_request_that_is_attaching_takes_no_more_answers_and_no_cancel()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestApplication application = await TestApplication.StartAsync(services, replace: added =>
        {
            ServiceDescriptor directory = added.Last(service => service.ServiceType == typeof(IContractDirectory));
            added.AddSingleton<IContractDirectory>(provider => new SlowDirectory(
                (IContractDirectory)ActivatorUtilities.CreateInstance(provider, directory.ImplementationType!), gate.Task));
        });
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        Channel channel = await deployment.CustomerAsync();
        TestContract contract = await deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);

        (await channel.EnterAsync(id, code)).Expect(200);

        Assert.Equal("attaching", (await channel.RequestAsync(id))["status"]);
        (await channel.CancelAsync(id)).Expect(409, "attaching");
        (await channel.GiveLineUserAsync(id, new { kind = "me" })).Expect(409, "not-awaiting-line-user");
        (await channel.GiveContactDetailsAsync(id, channel.Contact)).Expect(409, "not-awaiting-contact-details");
        (await channel.ResendAsync(id)).Expect(409, "not-awaiting-code");
        (await channel.EnterAsync(id, Channel.Other(code))).Expect(409, "not-awaiting-code");
        (await channel.EnterAsync(id, code)).Expect(200);

        gate.SetResult();
        await channel.UntilAsync(id, "attached");
        Assert.Single(await channel.ContractsAsync());
    }

    /// <summary>A directory that answers who links a contract when it is let.</summary>
    private sealed class SlowDirectory(IContractDirectory directory, Task gate) : IContractDirectory
    {
        public async Task<Contract?> GetAsync(string contractId, CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken);
            return await directory.GetAsync(contractId, cancellationToken);
        }

        public Task<Contract?> FindByLineAsync(string lineNumber, CancellationToken cancellationToken) => directory.FindByLineAsync(lineNumber, cancellationToken);

        public Task<IReadOnlyList<Contract>> FindByCustomerAsync(string customerNumber, CancellationToken cancellationToken) =>
            directory.FindByCustomerAsync(customerNumber, cancellationToken);
    }
}
