using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>Codes that are not the right one any more, and networks that are not there for a moment.</summary>
public sealed class CodeTests(BrowserStage stage, DevServicesFixture services) : BrowserTest(stage, services)
{
    private readonly DevServicesFixture _services = services;

    [Fact]
    public async Task A_code_that_a_newer_one_has_replaced_is_told_from_a_wrong_one()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Visitor alice = await CustomerAsync(NewPerson(), Device.DarkPhone);
        IPage page = alice.Channel.Page;

        await alice.Channel.ToTheCodeAsync(contract);
        PortalPage portal = await alice.PortalAsync();
        string first = await portal.ReadCodeAsync(contract.Line);
        await page.BringToFrontAsync();
        await alice.Channel.Button("Envoyer un nouveau code", "Send a new code").ClickAsync();
        await portal.Page.BringToFrontAsync();
        await Expect(portal.Phone.GetByRole(AriaRole.Status)).Not.ToHaveTextAsync(first);
        string second = await portal.ReadCodeAsync(contract.Line);

        await page.BringToFrontAsync();
        await alice.Channel.EnterAsync(first);
        await Expect(alice.Channel.CodeField).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByText("plus récent")).ToBeVisibleAsync();
        await Expect(page.GetByText("essais")).ToHaveCountAsync(0);
        await page.SeenAsync("code-superseded");
        await alice.Channel.EnterAsync(second);
        await alice.Channel.AttachedAsync();
    }

    [Fact]
    public async Task A_code_that_has_run_out_is_asked_for_again_and_with_the_last_one_the_request_ends()
    {
        int port = FreePorts.Take(1)[0];
        Dictionary<string, string?> settings = Stage.Settings(_services, port);
        settings["Attachment__CodeLifetime"] = "00:00:01";
        settings["Attachment__FirstResendWait"] = "00:00:00";
        settings["Attachment__SendsPerRequest"] = "2";
        await using TestApplication application = await TestApplication.StartAsync(settings);
        using Deployment deployment = new(application.BaseUrl, new Uri(Stage.Portal), TimeProvider.System);
        TestContract contract = await deployment.ImportAsync(TestContract.Mobile());
        Visitor alice = await ComeAsync(NewPerson(), Device.Desktop, $"http://127.0.0.1:{port}");
        IPage page = alice.Channel.Page;

        await alice.Channel.SignInAsync(alice.Person);
        await alice.Channel.CreateAccountAsync();
        await alice.Channel.ToTheCodeAsync(contract);
        await Expect(page.GetByText("Ce code n’est plus valable").First).ToBeVisibleAsync();
        string code = await (await alice.PortalAsync()).ReadCodeAsync(contract.Line);
        await page.BringToFrontAsync();
        await alice.Channel.EnterAsync(code);
        await Expect(alice.Channel.CodeField).ToHaveAttributeAsync("aria-invalid", "true");
        await page.SeenAsync("code-expired");

        await alice.Channel.Button("Envoyer un nouveau code", "Send a new code").ClickAsync();
        await Expect(alice.Channel.Title("La demande a expiré", "The request has expired")).ToBeVisibleAsync();
        await page.SeenAsync("request-expired");
    }

    [Fact]
    public async Task What_runs_out_is_said_to_have_when_that_is_so_for_the_service_without_doubt()
    {
        Visitor alice = await ComeAsync(NewPerson(), Device.Desktop);
        await alice.Channel.OpenAsync();

        // The answers' times leave out the part of a second: the service's clock may be half a second behind what the page takes it for.
        string[] said = await alice.Channel.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const assets = document.querySelector('script[type=module]').src;
              const { now } = await import(new URL('api.js', assets));
              const { countdown } = await import(new URL('countdown.js', assets));
              const [at, said] = [Date.now(), []];
              Date.now = () => at;
              const count = milliseconds => countdown({
                until: new Date(now() + milliseconds).toISOString(), signal: new AbortController().signal,
                tick: text => said.push(text), end: () => said.push('over'),
              });
              [1000, 0, -400, -600].forEach(count);
              return said;
            }
            """);

        Assert.Equal(["0:01", "0:01", "0:01", "over"], said);
    }

    [Fact]
    public async Task A_request_goes_on_after_a_reload_and_on_another_device()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Visitor alice = await CustomerAsync(NewPerson(), Device.Desktop);

        await alice.Channel.ChooseAsync("mobile");
        await alice.Channel.GiveMobileAsync(contract.Line);
        await alice.Channel.Page.ReloadAsync();
        await alice.Channel.GiveMyselfAsync();
        await Expect(alice.Channel.Title("Où vous joindre", "Where can we reach you")).ToBeVisibleAsync();
        await alice.Channel.Page.GoBackAsync();
        await Expect(alice.Channel.Answer("Moi", "I do")).ToBeCheckedAsync();

        Visitor telephone = await ComeAsync(alice.Person, Device.DarkPhone);
        await telephone.Channel.SignInAsync(alice.Person);
        await Expect(telephone.Channel.Title("Mes contrats", "My contracts")).ToBeVisibleAsync();
        await telephone.Channel.Page.SeenAsync("contracts-open");
        await telephone.Channel.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Reprendre la demande" }).ClickAsync();
        await telephone.Channel.ConfirmContactAsync();
        string code = await (await telephone.PortalAsync()).ReadCodeAsync(contract.Line);
        await telephone.Channel.Page.BringToFrontAsync();
        await telephone.Channel.Page.ReloadAsync();
        await telephone.Channel.EnterAsync(code);
        await telephone.Channel.AttachedAsync();
    }

    [Fact]
    public async Task A_network_that_is_gone_for_a_moment_loses_nothing_and_the_page_says_so()
    {
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        Visitor alice = await CustomerAsync(NewPerson(), Device.DarkPhone);
        IPage page = alice.Channel.Page;

        await alice.Channel.ToTheCodeAsync(contract);
        string code = await (await alice.PortalAsync()).ReadCodeAsync(contract.Line);
        await page.BringToFrontAsync();
        await alice.OfflineAsync(true);
        await alice.Channel.EnterAsync(code);
        await Expect(page.GetByText("Connexion interrompue")).ToBeVisibleAsync();
        await page.SeenAsync("offline");
        await alice.OfflineAsync(false);
        await alice.Channel.AttachedAsync();
        await Expect(page.GetByText("Connexion interrompue")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_not_recognised_or_not_a_number_says_what_to_do()
    {
        Visitor alice = await CustomerAsync(NewPerson(), Device.DarkPhone);
        IPage page = alice.Channel.Page;

        await alice.Channel.ChooseAsync("mobile");
        await page.GetByLabel("Numéro de mobile").FillAsync("12");
        await alice.Channel.Button("Envoyer le code", "Send the code").ClickAsync();
        await Expect(page.GetByLabel("Numéro de mobile")).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Numéro de mobile")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.SeenAsync("line-wrong");
        await page.GetByLabel("Numéro de mobile").FillAsync(TestContract.NewMobileNumber());
        await alice.Channel.Button("Envoyer le code", "Send the code").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await page.SeenAsync("not-recognised");

        // What was typed is there in the other language as well.
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "What is the mobile number?" })).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByLabel("Mobile number")).Not.ToHaveValueAsync("");
    }
}
