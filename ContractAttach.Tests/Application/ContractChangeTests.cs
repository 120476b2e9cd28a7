using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Tests.EndToEnd;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Imports that change hands or lines, whatever comes between their steps.</summary>
public sealed class ContractChangeTests(InterruptedDeployment interrupted) : IClassFixture<InterruptedDeployment>
{
    // More than a change writes.
    private const int MostWrites = 40;

    private static readonly TimeSpan s_nextRun = TimeSpan.FromMinutes(6);

    private Deployment Deployment => interrupted.Deployment;

    private StorageInterrupts Storage => interrupted.Storage;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_that_dies_at_any_write_is_made_good_by_the_clean_up_or_by_the_same_import(bool repeated)
    {
        Channel attached = await Deployment.CustomerAsync();
        Channel open = await Deployment.CustomerAsync();
        int write = 1;
        for (bool died = true; died && write < MostWrites; write++)
        {
            TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
            await interrupted.Durable.WaitForInstanceCompletionAsync(await attached.AttachAsync(contract), Cancel);
            string id = await open.BeginAsync(contract);
            TestContract sold = contract with { CustomerNumber = TestContract.Digits(10) };

            Storage.DieAt(write);
            Reply reply = await ImportAsync(sold);
            died = Storage.Revive();

            // The clean-up that its timer began may have met the death instead.
            Assert.True(died || reply.Status == 200, reply.Text);
            if (repeated)
                (await ImportAsync(sold)).Expect(200);

            // Also sends what is left to be told.
            await interrupted.CleanAfterAsync(s_nextRun);

            // Not written, it has changed nothing that counts: the operator sees that the import failed, and repeats it.
            Contract? stored = await interrupted.Services.GetRequiredService<IContractDirectory>().GetAsync(contract.Id, Cancel);
            bool written = stored!.CustomerNumber == sold.CustomerNumber;
            Assert.True(written || (died && !repeated));
            bool detached = !(await attached.ContractsAsync()).Any(item => (string?)item!["contractId"] == contract.Id);
            Reply request = (await open.RequestAsync(id)).Expect(200);
            Assert.True(detached || !written);
            Assert.True(request["status"] == "refused" || !written, request.Text);

            // Attached, and detached; whoever lost something has been told, and once.
            Assert.Equal(detached ? 2 : 1, (await Deployment.MessagesAsync(contract.HolderEmail!, "email")).Count);
            if (detached)
                Assert.Equal(1, await AuditedAsync(contract, AuditKind.Removed));
            if (written)
                Assert.Equal(1, await AuditedAsync(contract, AuditKind.Refused));
        }

        Assert.InRange(write, 15, MostWrites - 1);
    }

    [Fact]
    public async Task What_is_linked_between_the_two_steps_of_a_change_does_not_stay()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel late = await Deployment.CustomerAsync();
        TestContract sold = contract with { CustomerNumber = TestContract.Digits(10), HolderEmail = $"heir-{Guid.NewGuid():N}@example.com" };
        bool slippedIn = false;
        Storage.Before(Row(contract), async () =>
        {
            await late.AttachAsync(contract);
            slippedIn = true;
        });

        (await ImportAsync(sold)).Expect(200);

        Assert.True(slippedIn);
        Assert.Empty(await late.ContractsAsync());
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(late.Person.Email!, "email", 2)).Count);
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2)).Count);
        Assert.Empty(await Deployment.MessagesAsync(sold.HolderEmail!, "email"));
    }

    [Fact]
    public async Task What_is_linked_between_the_two_steps_of_a_change_that_then_dies_is_ended_by_the_clean_up()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel late = await Deployment.CustomerAsync();
        TestContract sold = contract with { CustomerNumber = TestContract.Digits(10), HolderEmail = $"heir-{Guid.NewGuid():N}@example.com" };
        Storage.Before(Row(contract), async () =>
        {
            await interrupted.Durable.WaitForInstanceCompletionAsync(await late.AttachAsync(contract), Cancel);

            // The contract's row is written, and nothing after it.
            Storage.DieAt(2);
        });

        Assert.Equal(500, (await ImportAsync(sold)).Status);
        Assert.True(Storage.Revive());
        Assert.Single(await late.ContractsAsync());
        Channel rightful = await Deployment.CustomerAsync();
        await rightful.AttachAsync(sold);
        await interrupted.CleanAfterAsync(s_nextRun);

        Assert.Empty(await late.ContractsAsync());
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(late.Person.Email!, "email", 2)).Count);
        Assert.Single(await rightful.ContractsAsync());
        Assert.DoesNotContain(await Deployment.MessagesAsync(sold.HolderEmail!, "email"), email => email.Text!.Contains("pris fin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_is_linking_while_the_contract_changes_hands_links_nothing()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel channel = await Deployment.CustomerAsync();

        // The contract was read, and is as it was: its link is about to be written.
        Storage.Before($"contractlinks(PartitionKey='{contract.Id}'", async () =>
            (await ImportAsync(contract with { CustomerNumber = TestContract.Digits(10) })).Expect(200));
        string id = await channel.BeginAsync(contract, contactDetails: channel.Contact);

        Assert.Equal("contractUnavailable", (await channel.UntilAsync(id, "refused"))["reason"]);
        await interrupted.Durable.WaitForInstanceCompletionAsync(id, Cancel);
        Assert.Empty(await channel.ContractsAsync());
        Assert.Contains("a pris fin", (await Deployment.EmailAsync(channel.Person.Email!)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_orchestration_of_a_request_that_ended_with_its_contract_ends_too()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Channel channel = await Deployment.CustomerAsync();
        (string id, _) = await channel.AwaitCodeAsync(contract);

        Assert.Equal(204, (await DeleteAsync(contract)).Status);

        OrchestrationMetadata ended = await interrupted.Durable.WaitForInstanceCompletionAsync(id, Cancel);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(("refused", "contractUnavailable"), await StateAsync(channel, id));
        Assert.Single(await Deployment.MessagesAsync(channel.Person.Email!, "email"));
    }

    [Fact]
    public async Task A_request_is_found_whenever_in_its_hour_the_contract_changes()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel early = await Deployment.CustomerAsync();
        string first = await early.BeginAsync(contract);
        await interrupted.CleanAfterAsync(TimeSpan.FromMinutes(59));
        Channel late = await Deployment.CustomerAsync();
        string last = await late.BeginAsync(contract);

        Assert.Equal(204, (await DeleteAsync(contract)).Status);

        Assert.Equal(("refused", "contractUnavailable"), await StateAsync(early, first));
        Assert.Equal(("refused", "contractUnavailable"), await StateAsync(late, last));
    }

    private static string Row(TestContract contract) => $"contracts(PartitionKey='contract:{contract.Id}'";

    private static async Task<(string?, string?)> StateAsync(Channel channel, string id)
    {
        Reply reply = (await channel.RequestAsync(id)).Expect(200);
        return (reply["status"], reply["reason"]);
    }

    private async Task<Reply> ImportAsync(TestContract contract)
    {
        Channel channel = await Deployment.OperatorAsync();
        using var body = new StringContent(contract.ToJson());
        return await channel.SendAsync(HttpMethod.Post, "/api/v1/operator/contracts", body);
    }

    private async Task<Reply> DeleteAsync(TestContract contract) =>
        await (await Deployment.OperatorAsync()).SendAsync(HttpMethod.Delete, "/api/v1/operator/contracts/" + contract.Id, null);

    private async Task<int> AuditedAsync(TestContract contract, AuditKind kind)
    {
        AuditTrail trail = interrupted.Services.GetRequiredService<AuditTrail>();
        return await trail.ReadAsync(contract.Id, Cancel).CountAsync(entry => entry.Kind == kind, Cancel);
    }
}
