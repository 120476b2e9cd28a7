using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>What the operator's imports and deletions do to links and open requests.</summary>
public sealed class ContractChangeTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task A_contract_that_changes_hands_is_detached_from_every_account_and_all_are_told()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel proxy = await Deployment.CustomerAsync();
        Channel holder = await Deployment.CustomerAsync(new TestPerson { CustomerNumber = contract.CustomerNumber });
        await proxy.AttachAsync(contract);
        if ((await holder.ContractsAsync()).Count == 0)
            await holder.AttachAsync(contract);
        TestContract sold = contract with { CustomerNumber = TestContract.Digits(10), HolderEmail = $"heir-{Guid.NewGuid():N}@example.com" };

        await Deployment.ImportAsync(sold);

        Assert.Empty(await proxy.ContractsAsync());
        Assert.Empty(await holder.ContractsAsync());
        ReceivedMessage toProxy = await EmailAboutAsync(proxy.Person.Email!, "n’est plus rattaché");
        Assert.Contains("chez l’opérateur", toProxy.Text, StringComparison.Ordinal);
        await EmailAboutAsync(holder.Person.Email!, "n’est plus rattaché");
        ReceivedMessage toFormer = await EmailAboutAsync(contract.HolderEmail!, "un accès a pris fin");
        Assert.Contains("Léo Bernard ne peut donc plus le gérer", toFormer.Text, StringComparison.Ordinal);

        // Who holds it now is no one to read who had access before.
        Assert.Empty(await Deployment.MessagesAsync(sold.HolderEmail!, "email"));
        (await proxy.StartAsync(contract)).Expect(422, "contract-not-recognised");
        await proxy.AttachAsync(sold);
    }

    [Fact]
    public async Task A_contract_that_loses_a_line_is_detached_whichever_line_it_was_attached_by()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile().WithAnotherLine());
        Channel channel = await Deployment.CustomerAsync();
        await channel.AttachAsync(contract);

        await Deployment.ImportAsync(contract.WithoutItsLastLine());

        Assert.Empty(await channel.ContractsAsync());
        await EmailAboutAsync(channel.Person.Email!, "n’est plus rattaché");
    }

    [Fact]
    public async Task An_open_request_ends_as_the_contract_changes_hands_and_who_asked_is_told()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Channel channel = await Deployment.CustomerAsync();
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);

        await Deployment.ImportAsync(contract with { CustomerNumber = TestContract.Digits(10) });

        Reply reply = (await channel.RequestAsync(id)).Expect(200);
        Assert.Equal(("refused", "contractUnavailable"), (reply["status"], reply["reason"]));
        Assert.Equal("refused", (string)(await channel.RequestsAsync())[0]!["status"]!);
        (await channel.EnterAsync(id, code)).Expect(410, "request-ended");
        (await channel.ResendAsync(id)).Expect(410, "request-ended");
        (await channel.CancelAsync(id)).Expect(410, "request-ended");
        Assert.Contains("votre demande de rattachement a pris fin", (await Deployment.EmailAsync(channel.Person.Email!)).Subject, StringComparison.Ordinal);
        Assert.NotEqual(id, await channel.BeginAsync(contract));
    }

    [Fact]
    public async Task Any_other_change_keeps_links_and_requests()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Channel attached = await Deployment.CustomerAsync();
        await attached.AttachAsync(contract);
        Channel open = await Deployment.CustomerAsync();
        string id = await open.BeginAsync(contract);
        string code = await open.CodeAsync(contract, send: 2);
        TestContract other = contract.WithAnotherLine() with { Range = "Mobile Plus", HolderLastName = "Durand", HolderEmail = $"new-{Guid.NewGuid():N}@example.com" };

        await Deployment.ImportAsync(other with { Status = "suspended" });
        await Deployment.ImportAsync(other with { Status = "terminated" });
        await Deployment.ImportAsync(other);

        Assert.Single(await attached.ContractsAsync());
        (await open.EnterAsync(id, code, new { kind = "me" }, open.Contact)).Expect(200);
        await open.UntilAsync(id, "attached");
    }

    [Fact]
    public async Task A_deleted_contract_is_detached_and_gone()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel channel = await Deployment.CustomerAsync();
        await channel.AttachAsync(contract);
        Channel other = await Deployment.CustomerAsync();
        string id = await other.BeginAsync(contract);
        Channel @operator = await Deployment.OperatorAsync();

        Assert.Equal(204, (await DeleteAsync(@operator, contract.Id)).Status);

        Assert.Empty(await channel.ContractsAsync());
        await EmailAboutAsync(channel.Person.Email!, "n’est plus rattaché");
        await EmailAboutAsync(contract.HolderEmail!, "un accès a pris fin");
        Assert.Equal("contractUnavailable", (await other.UntilAsync(id, "refused"))["reason"]);
        (await other.StartAsync(contract)).Expect(422, "contract-not-recognised");
        (await DeleteAsync(@operator, contract.Id)).Expect(404, "contract-not-found");
    }

    [Theory]
    [InlineData("nobody-has-this")]
    [InlineData("no%20id")]
    [InlineData("a%2Fb")]
    public async Task An_unknown_contract_is_not_there_to_be_deleted(string id) =>
        (await DeleteAsync(await Deployment.OperatorAsync(), id)).Expect(404, "contract-not-found");

    [Fact]
    public async Task Only_an_operator_deletes()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel channel = await Deployment.CustomerAsync();

        (await DeleteAsync(channel, contract.Id)).Expect(403, "forbidden");
        (await DeleteAsync(Deployment.Nobody(), contract.Id)).Expect(401, "unauthenticated");

        await channel.AttachAsync(contract);
    }

    private static Task<Reply> DeleteAsync(Channel channel, string id) => channel.SendAsync(HttpMethod.Delete, "/api/v1/operator/contracts/" + id, null);

    // The attachment was told first.
    private async Task<ReceivedMessage> EmailAboutAsync(string to, string subject) => Assert.Single(
        await Deployment.WaitForMessagesAsync(to, "email", 2), email => email.Subject!.Contains(subject, StringComparison.Ordinal));
}
