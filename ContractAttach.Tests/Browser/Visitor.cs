using System.Collections.Concurrent;
using ContractAttach.Tests.EndToEnd;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>
/// Somebody at a browser of their own, with the web channel in one tab and the portal in another. What no page may do is noted: an
/// error on the console or in a script, and a request to anywhere but those two.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly BrowserStage _stage;
    private readonly IBrowserContext _context;
    private readonly string _channel;
    private readonly ConcurrentQueue<string> _misdeeds = [];
    private PortalPage? _portal;
    private bool _wasOffline;

    private Visitor(BrowserStage stage, IBrowserContext context, TestPerson person, string channel)
    {
        (_stage, _context, Person, _channel) = (stage, context, person, channel);
        _context.SetDefaultTimeout(BrowserStage.Patience);
        _context.Request += (_, request) => Note(!IsAllowed(new Uri(request.Url)), $"request to {request.Url}");
        _context.WebError += (_, error) => Note(true, $"script error: {error.Error}");
        _context.Console += (_, message) => Note(message.Type == "error" && !IsExpected(message), $"console: {message.Text} ({message.Location})");
    }

    /// <summary>Who it is.</summary>
    public TestPerson Person { get; }

    /// <summary>The web channel.</summary>
    public ChannelPage Channel { get; private set; } = null!;

    /// <summary>Comes with a device.</summary>
    /// <param name="stage">What is shared.</param>
    /// <param name="person">Who comes; the sign-in page's own subject is theirs.</param>
    /// <param name="device">With what.</param>
    /// <param name="channel">The web channel's address.</param>
    public static async Task<Visitor> ComeAsync(BrowserStage stage, TestPerson person, Device device, string channel)
    {
        Visitor visitor = new(stage, await stage.Browser.NewContextAsync(device.Options()), person, channel);
        visitor.Channel = new ChannelPage(await visitor._context.NewPageAsync(), channel, device.Locale.StartsWith("en", StringComparison.Ordinal));
        return visitor;
    }

    /// <summary>The portal, opened the first time.</summary>
    public async Task<PortalPage> PortalAsync()
    {
        if (_portal is null)
        {
            _portal = new PortalPage(await _context.NewPageAsync());
            await _portal.OpenAsync(_stage.Portal);
        }

        await _portal.Page.BringToFrontAsync();
        return _portal;
    }

    /// <summary>The tab that something opens.</summary>
    public Task<IPage> NewTabAsync(Func<Task> act) => _context.RunAndWaitForPageAsync(act);

    /// <summary>Loses the network, or has it again.</summary>
    public Task OfflineAsync(bool offline)
    {
        _wasOffline = true;
        return _context.SetOfflineAsync(offline);
    }

    /// <summary>Lets pages read and write what is copied.</summary>
    public Task AllowClipboardAsync() => _context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.True(_misdeeds.IsEmpty, string.Join('\n', _misdeeds));
    }

    private bool IsAllowed(Uri address) =>
        address.Scheme is "about" or "blob" or "data" || new[] { _channel, _stage.Portal }.Contains(address.GetLeftPart(UriPartial.Authority));

    // A browser notes on the console each answer of an error status, and each call without a network: those the pages tell the person.
    private bool IsExpected(IConsoleMessage message) =>
        (message.Text.StartsWith("Failed to load resource: the server responded with a status of ", StringComparison.Ordinal) && message.Location.Contains("/api/v1/", StringComparison.Ordinal))
        || (message.Text.StartsWith("Failed to load resource: the server responded with a status of 404", StringComparison.Ordinal) && message.Location.Contains("/revocations/", StringComparison.Ordinal))
        || (_wasOffline && message.Text.Contains("net::ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));

    private void Note(bool wrong, string what)
    {
        if (wrong)
            _misdeeds.Enqueue(what);
    }
}
