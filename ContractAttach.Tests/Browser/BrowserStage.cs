using ContractAttach.Tests.Browser;
using ContractAttach.Tests.DevServices;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(BrowserStage))]

namespace ContractAttach.Tests.Browser;

/// <summary>
/// What the browser tests share, set up when the first of them asks for it: a browser, an application with its web channel, and
/// development services of its own with their portal, so that the portal shows what these tests do and nothing else.
/// </summary>
public sealed class BrowserStage : IAsyncDisposable
{
    /// <summary>How long, in milliseconds, a page is waited for: longer than a busy machine needs.</summary>
    public const float Patience = 60_000;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-browser-").FullName;
    private IPlaywright? _playwright;
    private DevServicesProcess? _development;
    private TestApplication? _application;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The application and its services, for what a test prepares by calls.</summary>
    public Deployment Deployment { get; private set; } = null!;

    /// <summary>Where the web channel is, without a slash at the end.</summary>
    public string Channel { get; private set; } = "";

    /// <summary>Where the portal is, without a slash at the end.</summary>
    public string Portal => _development!.BaseUrl;

    /// <summary>Sets up what is not there yet.</summary>
    public async Task SetUpAsync(DevServicesFixture services)
    {
        string program = Chromium.Find();
        await _gate.WaitAsync();
        try
        {
            if (_application is not null)
                return;
            int port = FreePorts.Take(1)[0];
            Channel = $"http://127.0.0.1:{port}";
            Dictionary<string, string> settings = services.Process.SameAzurite();
            settings["Portal__Url"] = Channel;
            settings["DevServices__DeliveryReportHook"] = $"{Channel}/hooks/sms-delivery-reports";
            _development ??= await DevServicesProcess.StartAsync(_directory, settings);
            // What never comes fails the test; a busy machine takes its time.
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright ??= await Playwright.CreateAsync();
            Browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program });
            _application = await TestApplication.StartAsync(Settings(services, port));
            Deployment = new Deployment(_application.BaseUrl, new Uri(Portal), TimeProvider.System);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The settings of an application with these development services.</summary>
    /// <param name="services">Whose storage is used.</param>
    /// <param name="port">Where it listens.</param>
    public Dictionary<string, string?> Settings(DevServicesFixture services, int port)
    {
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        settings["Host__LocalHttpPort"] = $"{port}";
        settings["Portal__Url"] = $"http://127.0.0.1:{port}";
        settings["SignIn__Authority"] = Portal;
        settings["Hooks__Authority"] = Portal;
        settings["Communication__ConnectionString"] = _development!.CommunicationConnectionString;
        // As short as it can be seen that one waits.
        settings["Attachment__FirstResendWait"] = "00:00:02";
        return settings;
    }

    /// <summary>Sends an SMS as the application would.</summary>
    public async Task SmsAsync(string to, string text)
    {
        using HttpResponseMessage response = await _development!.SmsAsync(to, text);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Sends an e-mail as the application would.</summary>
    public async Task EmailAsync(string to, string subject)
    {
        using HttpResponseMessage response = await _development!.EmailAsync(to, Guid.NewGuid(), subject);
        response.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        Deployment?.Dispose();
        if (_application is not null)
            await _application.DisposeAsync();
        if (_development is not null)
            await _development.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        _gate.Dispose();
    }
}
