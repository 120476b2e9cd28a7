using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>Attached contracts, what is told of them, and their removal.</summary>
public sealed class ContractsTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    [Fact]
    public async Task A_contract_is_removed_at_once_and_all_are_told()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(contract);
        await Deployment.EmailAsync(contract.HolderEmail!);

        Assert.Equal(204, (await channel.RemoveAsync(contract.Id)).Status);

        Assert.Empty(await channel.ContractsAsync());
        (await channel.RemoveAsync(contract.Id)).Expect(404, "contract-not-found");
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 2)).Count);
        Assert.Equal(2, (await Deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2)).Count);
    }

    [Fact]
    public async Task A_contract_that_was_removed_can_be_attached_again()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(contract);
        await channel.RemoveAsync(contract.Id);

        await channel.AttachAsync(contract);

        Assert.Single(await channel.ContractsAsync());
    }

    [Fact]
    public async Task What_is_not_attached_to_oneself_is_not_found()
    {
        Channel channel = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        await channel.AttachAsync(contract);

        (await other.RemoveAsync(contract.Id)).Expect(404, "contract-not-found");
        (await other.RemoveAsync("no%20id")).Expect(404, "contract-not-found");

        Assert.Single(await channel.ContractsAsync());
        Assert.Empty(await other.ContractsAsync());
    }

    [Fact]
    public async Task One_contract_may_be_attached_to_several_accounts()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel one = await Deployment.CustomerAsync();
        Channel other = await Deployment.CustomerAsync();

        await one.AttachAsync(contract);
        await other.AttachAsync(contract);
        await one.RemoveAsync(contract.Id);

        Assert.Single(await other.ContractsAsync());
    }

    [Fact]
    public async Task A_holder_without_an_email_address_is_told_by_sms()
    {
        Channel channel = await Deployment.CustomerAsync();
        string mobile = TestContract.NewMobileNumber();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet() with { HolderEmail = null, HolderMobile = mobile });

        await channel.AttachAsync(contract);

        ReceivedMessage sms = Assert.Single(await Deployment.WaitForMessagesAsync(mobile, "sms"));
        Assert.Contains("Bernard", sms.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_contact_details_replace_the_accounts_and_the_old_address_is_told()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        string address = $"new-{Guid.NewGuid():N}@example.com";

        string id = await channel.BeginAsync(contract, contactDetails: new { email = address, mobile = "06 11 22 33 44" });
        await channel.UntilAsync(id, "attached");

        Reply account = (await channel.GetAsync("/api/v1/account")).Expect(200);
        Assert.Equal((address, "+33611223344"), ((string)account.Body["contactDetails"]!["email"]!, (string)account.Body["contactDetails"]!["mobile"]!));
        Assert.Contains("moyens de contact", (await Deployment.EmailAsync(channel.Person.Email!)).Subject, StringComparison.Ordinal);
        Assert.Contains("rattaché", (await Deployment.EmailAsync(address)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_details_of_a_request_that_is_given_up_change_nothing()
    {
        Channel channel = await Deployment.CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        string id = await channel.BeginAsync(contract, contactDetails: new { email = "other@example.com" });

        Assert.Equal(204, (await channel.CancelAsync(id)).Status);

        Assert.Equal(channel.Person.Email, (string)(await channel.GetAsync("/api/v1/account")).Body["contactDetails"]!["email"]!);
    }
}
