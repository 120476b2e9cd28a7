using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>What a customer does with an account beside attaching.</summary>
public sealed class AccountTests(BrowserStage stage, DevServicesFixture services) : BrowserTest(stage, services)
{
    [Fact]
    public async Task The_holder_sees_who_has_a_proxy_and_ends_it()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        Channel alice = await Deployment.CustomerAsync(NewPerson());
        await alice.AttachAsync(contract);
        Visitor jeanne = await CustomerAsync(NewPerson("Jeanne", "Martin", contract.CustomerNumber), Device.DarkPhone);
        IPage page = jeanne.Channel.Page;

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Accès" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = "Alice Martin" }).First).ToBeVisibleAsync();
        await page.SeenAsync("access");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mettre fin à l’accès de Alice Martin" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.SeenAsync("access-end");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Mettre fin à l’accès" }).ClickAsync();
        await Expect(page.GetByText("Personne d’autre que vous n’y a accès.")).ToBeVisibleAsync();
        Assert.Empty(await alice.ContractsAsync());
    }

    [Fact]
    public async Task Two_accounts_are_brought_together()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        TestPerson other = NewPerson("Alice", "Durand");
        Channel before = await Deployment.CustomerAsync(other);
        await before.AttachAsync(contract);
        Visitor alice = await CustomerAsync(NewPerson(), Device.Desktop);
        IPage page = alice.Channel.Page;

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Mon compte" }).ClickAsync();
        await Expect(alice.Channel.Title("Mon compte", "My details")).ToBeVisibleAsync();
        await page.SeenAsync("account");
        await alice.Channel.Link("Regrouper", "Bring together").ClickAsync();
        await Expect(alice.Channel.Title("Regrouper mes espaces client", "")).ToBeVisibleAsync();
        await page.SeenAsync("regroup");
        await alice.Channel.Button("Me connecter à l’autre espace", "Sign in to the other account").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Qui êtes-vous" }).WaitForAsync();
        await page.SeenAsync("sign-in");
        await alice.Channel.IdentifyAsync(other);
        await alice.Channel.Answer("Les retirer de l’autre", "Take them out of the other").CheckAsync();
        await page.SeenAsync("regroup-confirm");
        await alice.Channel.Button("Regrouper les contrats", "Bring the contracts together").ClickAsync();
        await Expect(alice.Channel.Title("Le regroupement est terminé", "")).ToBeVisibleAsync();
        await Expect(page.GetByText("Offre Livebox")).ToBeVisibleAsync();
        await page.SeenAsync("regrouped");
        Assert.Empty(await before.ContractsAsync());
    }

    [Fact]
    public async Task Contact_details_are_changed_and_the_account_is_closed()
    {
        Visitor alice = await CustomerAsync(NewPerson(), Device.DarkPhone);
        IPage page = alice.Channel.Page;

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Mon compte" }).ClickAsync();
        await alice.Channel.Link("Modifier mes moyens de contact", "").ClickAsync();
        await page.GetByLabel("Adresse e-mail").FillAsync("alice");
        await alice.Channel.Button("Enregistrer", "Save").ClickAsync();
        await Expect(page.GetByLabel("Adresse e-mail")).ToBeFocusedAsync();
        await page.SeenAsync("contact-details-wrong");
        await page.GetByLabel("Adresse e-mail").FillAsync("nouvelle." + alice.Person.Email);
        await alice.Channel.Button("Enregistrer", "Save").ClickAsync();
        await Expect(page.GetByText("Vos moyens de contact sont enregistrés.")).ToBeVisibleAsync();

        await alice.Channel.Button("Fermer mon espace client", "Close my account").ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        await page.SeenAsync("account-close");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Fermer mon espace client" }).ClickAsync();
        await Expect(alice.Channel.Title("Votre espace client est fermé", "")).ToBeVisibleAsync();
        await page.SeenAsync("account-closed");
        (await (await Deployment.SignInAsync(alice.Person)).AccountAsync()).Expect(404, "account-not-found");
    }

    [Fact]
    public async Task A_sign_in_that_is_given_up_is_said()
    {
        Visitor alice = await ComeAsync(NewPerson(), Device.SmallPhone);
        IPage page = alice.Channel.Page;

        await page.GotoAsync($"{Stage.Channel}/#/contracts");
        await alice.Channel.Button("Me connecter", "Sign in").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Qui êtes-vous" }).WaitForAsync();
        string state = QueryHelpers.ParseQuery(new Uri(page.Url).Query)["state"].ToString();
        await page.GotoAsync($"{Stage.Channel}/?error=access_denied&state={state}");
        await Expect(alice.Channel.Title("La connexion n’a pas abouti", "")).ToBeVisibleAsync();
        await page.SeenAsync("sign-in-given-up");
    }

    [Fact]
    public async Task A_question_left_by_going_back_is_withdrawn()
    {
        Visitor alice = await CustomerAsync(NewPerson(), Device.Desktop);
        IPage page = alice.Channel.Page;

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Accès" }).ClickAsync();
        await Expect(alice.Channel.Title("Qui a accès à mes contrats", "")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Mon compte" }).ClickAsync();
        await alice.Channel.Button("Fermer mon espace client", "Close my account").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(alice.Channel.Title("Qui a accès à mes contrats", "")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
