using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>A contract of each kind is attached through both pages, as a person does it.</summary>
public sealed class AttachingTests(BrowserStage stage, DevServicesFixture services) : BrowserTest(stage, services)
{
    [Fact]
    public async Task A_relatives_mobile_contract_on_a_telephone_until_the_holder_ends_it_from_the_mailbox()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Visitor alice = await ComeAsync(NewPerson(), Device.Phone);
        IPage page = alice.Channel.Page;

        await alice.Channel.OpenAsync();
        await Expect(alice.Channel.Button("Me connecter", "Sign in")).ToBeVisibleAsync();
        await page.SeenAsync("welcome");
        await alice.Channel.SignInAsync(alice.Person);
        await Expect(alice.Channel.Title("Créez votre espace client", "Create your account")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Adresse e-mail")).ToHaveValueAsync(alice.Person.Email!);
        await page.SeenAsync("create-account");
        await alice.Channel.CreateAccountAsync();
        await page.SeenAsync("contracts-none");

        await alice.Channel.ChooseAsync("mobile");
        await alice.Channel.GiveMobileAsync(contract.Line);
        await page.SeenAsync("line-user");
        // A name that no line of the narrowest telephone holds.
        await alice.Channel.GiveLineUserAsync("Jeanne", "Wolfeschlegelsteinhausenbergerdorff");
        await Expect(alice.Channel.Title("Où vous joindre", "Where can we reach you")).ToBeVisibleAsync();
        await page.SeenAsync("contact");
        await alice.Channel.ConfirmContactAsync();
        await page.SeenAsync("code");

        PortalPage portal = await alice.PortalAsync();
        string code = await portal.ReadCodeAsync(contract.Line);
        await portal.Page.SeenAsync("portal-phone");
        await page.BringToFrontAsync();
        await alice.Channel.EnterAsync(EndToEnd.Channel.Other(code));
        await Expect(page.GetByText("4 essais")).ToBeVisibleAsync();
        await Expect(alice.Channel.CodeField).ToBeFocusedAsync();
        await Expect(alice.Channel.CodeField).ToHaveAttributeAsync("aria-invalid", "true");
        await page.SeenAsync("code-wrong");
        await alice.Channel.EnterAsync($"{code[..4]} {code[4..]}");
        await alice.Channel.AttachedAsync();
        await page.SeenAsync("attached");

        await alice.Channel.Link("Voir mes contrats", "See my contracts").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Offre Mobile" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Utilisateur de la ligne : Jeanne Wolfeschlegelsteinhausenbergerdorff")).ToBeVisibleAsync();
        await page.SeenAsync("contracts");

        await EndFromTheMailboxAsync(alice, contract);
        await page.BringToFrontAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("Aucun contrat pour l’instant")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_open_contract_in_English_on_a_computer()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Open() with { Language = "en" });
        Visitor alice = await ComeAsync(NewPerson(), Device.Desktop with { Locale = "en-GB", Dark = true });

        await alice.Channel.SignInAsync(alice.Person);
        await alice.Channel.CreateAccountAsync();
        await alice.Channel.ToTheCodeAsync(contract);
        await alice.Channel.Page.SeenAsync("code-english");
        PortalPage portal = await alice.PortalAsync();
        string code = await portal.ReadCodeAsync(contract.Line);
        await Expect(portal.Phone).ToContainTextAsync("Give it only if you agree");
        await alice.Channel.Page.BringToFrontAsync();
        await alice.Channel.EnterAsync(code);
        await alice.Channel.AttachedAsync();

        await portal.Page.BringToFrontAsync();
        await portal.OpenMailAsync(contract.HolderEmail!, "");
        await Expect(portal.Mail.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
        await portal.Page.SeenAsync("portal-mailbox");
        await portal.Mailbox.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Plain text" }).ClickAsync();
        await Expect(portal.Mailbox.GetByRole(AriaRole.Region)).ToContainTextAsync("Alice Martin");
    }

    [Theory]
    [InlineData("internet")]
    [InlineData("fixed")]
    public async Task A_contract_on_its_bill_on_the_smallest_telephone_and_it_is_removed_again(string kind)
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Of(kind));
        Visitor alice = await CustomerAsync(NewPerson(), Device.SmallPhone);
        IPage page = alice.Channel.Page;

        await alice.Channel.ChooseAsync(kind);
        if (kind == "internet")
            await page.SeenAsync("bill");
        await alice.Channel.GiveBillAsync(contract);
        await alice.Channel.Button("Rattacher le contrat", "Attach the contract").ClickAsync();
        await alice.Channel.AttachedAsync();
        await alice.Channel.Link("Voir mes contrats", "See my contracts").ClickAsync();

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Retirer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        if (kind == "internet")
            await page.SeenAsync("remove");
        await alice.Channel.Button("Retirer le contrat", "Remove the contract").ClickAsync();
        await Expect(page.GetByText("Le contrat est retiré.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Aucun contrat pour l’instant")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_flybox_whose_code_is_read_in_its_own_page()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile("flybox"));
        Visitor alice = await CustomerAsync(NewPerson(), Device.Desktop);

        await alice.Channel.ToTheCodeAsync(contract);
        await Expect(alice.Channel.Page.GetByText("rubrique Messages")).ToBeVisibleAsync();
        PortalPage portal = await alice.PortalAsync();
        string code = await portal.ReadFlyboxAsync(contract.Line);
        await alice.Channel.Page.BringToFrontAsync();
        await alice.Channel.EnterAsync(code);
        await alice.Channel.AttachedAsync();
    }

    [Fact]
    public async Task By_the_keyboard_alone()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Visitor alice = await CustomerAsync(NewPerson(), Device.Desktop);
        ChannelPage channel = alice.Channel;
        IKeyboard keys = channel.Page.Keyboard;

        await PressAsync(channel.Link("Ajouter un contrat", "Add a contract"), "Enter");
        await PressAsync(channel.Answer("Particulier", "Personal"), "Space");
        await keys.PressAsync("Enter");
        await PressAsync(channel.KindOf("mobile"), "Space");
        await keys.PressAsync("Enter");
        await TypeAsync(channel.Page.GetByLabel("Numéro de mobile"), contract.Line);
        await PressAsync(channel.Answer("Moi", "I do"), "Space");
        await keys.PressAsync("Enter");
        await channel.Title("Où vous joindre", "Where can we reach you").WaitForAsync();
        await PressAsync(channel.Button("Continuer", "Continue"), "Enter");
        await channel.CodeField.WaitForAsync();
        string code = await (await alice.PortalAsync()).ReadCodeAsync(contract.Line);
        await channel.Page.BringToFrontAsync();
        await TypeAsync(channel.CodeField, code);
        await channel.AttachedAsync();

        async Task PressAsync(ILocator target, string key)
        {
            await TabToAsync(target);
            await keys.PressAsync(key);
        }

        async Task TypeAsync(ILocator target, string text)
        {
            await TabToAsync(target);
            await keys.TypeAsync(text);
            await keys.PressAsync("Enter");
        }

        async Task TabToAsync(ILocator target)
        {
            await target.WaitForAsync();
            for (int tabs = 0; !await target.EvaluateAsync<bool>("element => element === document.activeElement"); tabs++)
            {
                Assert.True(tabs < 30, $"{target} is not reached by the keyboard.");
                await keys.PressAsync("Tab");
            }
        }
    }

    private async Task EndFromTheMailboxAsync(Visitor visitor, TestContract contract)
    {
        PortalPage portal = await visitor.PortalAsync();
        await portal.OpenMailAsync(contract.HolderEmail!, "");
        IPage revocation = await visitor.NewTabAsync(() => portal.Mail.GetByRole(AriaRole.Link).First.ClickAsync());
        await revocation.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        Assert.StartsWith(Stage.Channel, revocation.Url, StringComparison.Ordinal);
        await revocation.SeenAsync("revocation");
        await revocation.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(revocation.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await revocation.SeenAsync("revocation-done");
    }
}
