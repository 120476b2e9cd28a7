using Microsoft.Playwright;

namespace ContractAttach.Tests.Browser;

/// <summary>The portal, and what a person does there.</summary>
/// <param name="page">Its tab.</param>
public sealed class PortalPage(IPage page)
{
    /// <summary>Its tab.</summary>
    public IPage Page => page;

    /// <summary>The telephone.</summary>
    public ILocator Phone => Panel("Téléphone", "Phone");

    /// <summary>The mailbox.</summary>
    public ILocator Mailbox => Panel("Boîte de réception", "Mailbox");

    /// <summary>The Flybox's page.</summary>
    public ILocator Flybox => Panel("Flybox", "Flybox");

    /// <summary>People to sign in as.</summary>
    public ILocator People => Panel("Personnes pour se connecter", "People to sign in as");

    /// <summary>The faults.</summary>
    public ILocator Faults => Panel("Pannes simulées", "Simulated faults");

    /// <summary>The newest e-mail as it is read.</summary>
    public IFrameLocator Mail => Mailbox.FrameLocator("iframe");

    /// <summary>Opens it.</summary>
    public Task OpenAsync(string address) => page.GotoAsync($"{address}/");

    /// <summary>Takes a telephone in hand and reads its newest code.</summary>
    public async Task<string> ReadCodeAsync(string number)
    {
        await ChooseAsync(Phone, number);
        return await Phone.GetByRole(AriaRole.Status).TextContentAsync() ?? "";
    }

    /// <summary>Opens a Flybox's page and reads its newest code.</summary>
    public async Task<string> ReadFlyboxAsync(string number)
    {
        await ChooseAsync(Flybox, number);
        return await Flybox.GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Strong).TextContentAsync() ?? "";
    }

    /// <summary>Opens the newest e-mail of an address.</summary>
    /// <param name="address">Whose mailbox.</param>
    /// <param name="subject">What its subject says.</param>
    public async Task OpenMailAsync(string address, string subject)
    {
        await ChooseAsync(Mailbox, address);
        await Mailbox.GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = subject }).First.ClickAsync();
    }

    // A telephone or mailbox is there from its first message on: the choice waits for it.
    private static async Task ChooseAsync(ILocator panel, string value) =>
        await panel.GetByRole(AriaRole.Combobox).SelectOptionAsync(new SelectOptionValue { Value = value });

    private ILocator Panel(string french, string inEnglish) =>
        page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = french, Exact = true }).Or(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = inEnglish, Exact = true }));
}
