using ContractAttach.Tests.EndToEnd;
using Microsoft.Playwright;

namespace ContractAttach.Tests.Browser;

/// <summary>The web channel, and what a person does there, step by step.</summary>
/// <param name="page">Its tab.</param>
/// <param name="address">Where it is.</param>
/// <param name="english">Whether it is in English.</param>
public sealed class ChannelPage(IPage page, string address, bool english)
{
    /// <summary>Its tab.</summary>
    public IPage Page => page;

    /// <summary>The field of the code.</summary>
    public ILocator CodeField => page.GetByLabel(Word("Code à 8 chiffres", "8-digit code"));

    /// <summary>The French or the English word, as the channel has it.</summary>
    public string Word(string french, string inEnglish) => english ? inEnglish : french;

    /// <summary>The page's question or title.</summary>
    public ILocator Title(string french, string inEnglish) =>
        page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1, Name = Word(french, inEnglish) });

    /// <summary>A button.</summary>
    public ILocator Button(string french, string inEnglish) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Word(french, inEnglish), Exact = true });

    /// <summary>A link.</summary>
    public ILocator Link(string french, string inEnglish) =>
        page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = Word(french, inEnglish), Exact = true });

    /// <summary>One of several answers.</summary>
    public ILocator Answer(string french, string inEnglish) =>
        page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = Word(french, inEnglish), Exact = true });

    /// <summary>Opens it at its start.</summary>
    public Task OpenAsync() => page.GotoAsync($"{address}/");

    /// <summary>Opens it and signs in; what comes next depends on whether there is an account.</summary>
    public async Task SignInAsync(TestPerson person)
    {
        await OpenAsync();
        await Button("Me connecter", "Sign in").ClickAsync();
        await IdentifyAsync(person);
    }

    /// <summary>Says on the authority's page who one is.</summary>
    public async Task IdentifyAsync(TestPerson person)
    {
        await page.GetByText(Word("Quelqu’un d’autre", "Someone else")).ClickAsync();
        await page.GetByLabel(Word("Prénom", "First name")).FillAsync(person.GivenName!);
        await page.GetByLabel(Word("Nom", "Last name"), new PageGetByLabelOptions { Exact = true }).FillAsync(person.FamilyName!);
        await page.GetByLabel(Word("Adresse e-mail", "E-mail address")).FillAsync(person.Email!);
        await page.GetByLabel(Word("Numéro de client", "Customer number")).FillAsync(person.CustomerNumber ?? "");
        await Button("Se connecter", "Sign in").ClickAsync();
    }

    /// <summary>Creates the account, with the contact details that the sign-in suggests.</summary>
    public async Task CreateAccountAsync()
    {
        await Button("Créer mon espace client", "Create my account").ClickAsync();
        await Title("Mes contrats", "My contracts").WaitForAsync();
    }

    /// <summary>Begins to add a contract and says which kind it is.</summary>
    public async Task ChooseAsync(string kind)
    {
        await Link("Ajouter un contrat", "Add a contract").First.ClickAsync();
        await Answer("Particulier", "Personal").CheckAsync();
        await NextAsync();
        await KindOf(kind).CheckAsync();
        await NextAsync();
    }

    /// <summary>The answer that says a kind.</summary>
    public ILocator KindOf(string kind) => kind switch
    {
        "mobile" => Answer("Mobile", "Mobile"),
        "open" => Answer("Internet + mobile", "Internet + mobile"),
        "internet" => Answer("Internet", "Internet"),
        _ => Answer("Téléphone fixe", "Fixed line"),
    };

    /// <summary>Gives a mobile line: then its code travels.</summary>
    public async Task GiveMobileAsync(string line)
    {
        await page.GetByLabel(Word("Numéro de mobile", "Mobile number")).FillAsync(line);
        await Button("Envoyer le code", "Send the code").ClickAsync();
        await Title("Qui utilise la ligne", "Who uses the line").WaitForAsync();
    }

    /// <summary>Gives what the bill says of a fixed or internet line.</summary>
    public async Task GiveBillAsync(TestContract contract)
    {
        await page.GetByLabel(contract.Kind == "internet"
            ? Word("Référence de la ligne", "Line reference")
            : Word("Numéro de téléphone fixe", "Fixed number")).FillAsync(contract.Line);
        await page.GetByLabel(Word("Numéro de client", "Customer number")).FillAsync(contract.CustomerNumber);
        await NextAsync();
    }

    /// <summary>Says that somebody else uses the line.</summary>
    public async Task GiveLineUserAsync(string firstName, string lastName)
    {
        await Answer("Une autre personne", "Someone else").CheckAsync();
        await page.GetByLabel(Word("Son prénom", "Their first name")).FillAsync(firstName);
        await page.GetByLabel(Word("Son nom", "Their last name")).FillAsync(lastName);
        await NextAsync();
    }

    /// <summary>Says that one uses the line oneself.</summary>
    public async Task GiveMyselfAsync()
    {
        await Answer("Moi", "I do").CheckAsync();
        await NextAsync();
    }

    /// <summary>Confirms one's contact details, on the way to the code.</summary>
    public async Task ConfirmContactAsync()
    {
        await Title("Où vous joindre", "Where can we reach you").WaitForAsync();
        await NextAsync();
        await CodeField.WaitForAsync();
    }

    /// <summary>Goes from one's contracts to the code of a line that one uses oneself.</summary>
    public async Task ToTheCodeAsync(TestContract contract)
    {
        await ChooseAsync(contract.Kind);
        await GiveMobileAsync(contract.Line);
        await GiveMyselfAsync();
        await ConfirmContactAsync();
    }

    /// <summary>Enters a code.</summary>
    public async Task EnterAsync(string code)
    {
        await CodeField.FillAsync(code);
        await Button("Valider", "Confirm").ClickAsync();
    }

    /// <summary>Waits until the contract is attached.</summary>
    public Task AttachedAsync() => Title("C’est fait", "Done").WaitForAsync();

    /// <summary>Goes on to the next step.</summary>
    public Task NextAsync() => Button("Continuer", "Continue").ClickAsync();
}
