using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>The portal shows what arrives, by itself, and switches faults.</summary>
public sealed class PortalTests(BrowserStage stage, DevServicesFixture services) : BrowserTest(stage, services)
{
    [Fact]
    public async Task What_arrives_is_seen_at_once_as_text_and_the_newest_code_is_copied()
    {
        string line = TestContract.NewMobileNumber();
        Visitor visitor = await ComeAsync(NewPerson(), Device.Desktop);
        await visitor.AllowClipboardAsync();
        PortalPage portal = await visitor.PortalAsync();

        await Stage.SmsAsync(line, "Code 1/3 : 01234567, valable 10 min.");
        Assert.Equal("01234567", await portal.ReadCodeAsync(line));
        await Stage.SmsAsync(line, "<b>Gras</b> Code 2/3 : 76543210, valable 10 min.");
        await Expect(portal.Phone.GetByRole(AriaRole.Status)).ToHaveTextAsync("76543210");
        await Expect(portal.Phone.GetByRole(AriaRole.Log)).ToContainTextAsync("<b>Gras</b>");
        await portal.Phone.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Copier le code" }).ClickAsync();
        await Expect(portal.Phone.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Copié" })).ToBeVisibleAsync();
        Assert.Equal("76543210", await portal.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Another_e_mail_that_is_opened_is_no_step_that_the_browser_goes_back_by()
    {
        string address = $"{Guid.NewGuid():N}@example.com";
        await Stage.EmailAsync(address, "Premier");
        await Stage.EmailAsync(address, "Second");
        Visitor visitor = await ComeAsync(NewPerson(), Device.Desktop);
        PortalPage portal = await visitor.PortalAsync();

        await portal.OpenMailAsync(address, "Premier");
        await Expect(portal.Mail.GetByText("Texte")).ToBeVisibleAsync();
        int steps = await portal.Page.EvaluateAsync<int>("history.length");
        await portal.OpenMailAsync(address, "Second");
        await Expect(portal.Mailbox.GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Name = "Second" })).ToBeVisibleAsync();
        await Expect(portal.Mail.GetByText("Texte")).ToBeVisibleAsync();
        Assert.Equal(steps, await portal.Page.EvaluateAsync<int>("history.length"));
    }

    [Fact]
    public async Task Faults_are_switched_on_and_off_and_those_of_scripts_are_shown()
    {
        string elsewhere = TestContract.NewMobileNumber();
        Visitor visitor = await ComeAsync(NewPerson(), Device.Desktop);
        PortalPage portal = await visitor.PortalAsync();
        ILocator slow = portal.Faults.GetByRole(AriaRole.Group, new LocatorGetByRoleOptions { Name = "E-mails" }).GetByRole(AriaRole.Switch, new LocatorGetByRoleOptions { Name = "Lent (5 s)" });

        // Slow e-mails hinder no other test.
        await slow.ClickAsync();
        await Expect(slow).ToBeCheckedAsync();
        await Deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 429, to = elsewhere, count = 2 });
        ILocator chip = portal.Faults.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "429 · pour 0" + elsewhere[3..4] });
        await Expect(chip).ToContainTextAsync("encore 2 envois");
        await portal.Page.SeenAsync("portal-faults");

        await chip.ClickAsync();
        await Expect(chip).ToHaveCountAsync(0);
        await slow.ClickAsync();
        await Expect(slow).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task The_people_say_what_they_could_attach_in_both_languages()
    {
        Visitor visitor = await ComeAsync(NewPerson(), Device.Phone with { Locale = "en-GB" });
        PortalPage portal = await visitor.PortalAsync();

        await Expect(portal.People).ToContainTextAsync("What Alice Martin can attach");
        await portal.People.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Jeanne Martin" }).ClickAsync();
        await Expect(portal.People.Locator("details").Filter(new LocatorFilterOptions { HasText = "In their name: attached" })).ToContainTextAsync("06 12 34 56 78");

        await portal.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Français" }).ClickAsync();
        await Expect(portal.People).ToContainTextAsync("Ce qu’Alice Martin peut rattacher");
        await Expect(portal.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Ouvrir l’espace client" })).ToHaveAttributeAsync("href", Stage.Channel);
    }
}
