using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The web channel as a browser fetches it; what it does with it is seen in a browser.</summary>
public sealed partial class WebChannelTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    // The document of the calls has none of these: it is for channels, and this is one.
    private static readonly HttpClient s_browser = new();

    [Fact]
    public async Task The_page_is_asked_for_each_time_and_fetched_once()
    {
        Reply page = (await GetAsync("/")).Expect(200);

        Assert.Equal("text/html", page.ContentType);
        Assert.Equal("no-cache", page.Header("Cache-Control"));
        Assert.Contains("<html lang=\"fr\">", page.Text, StringComparison.Ordinal);
        Reply again = (await GetAsync("/", page.Header("ETag"))).Expect(304);
        Assert.Equal((page.Header("ETag"), ""), (again.Header("ETag"), again.Text));
    }

    [Fact]
    public async Task The_page_loads_and_calls_nothing_but_the_service_and_its_authority()
    {
        Reply page = (await GetAsync("/")).Expect(200);
        string authority = new Uri((await SettingsAsync())["authority"]!.ToString()).GetLeftPart(UriPartial.Authority);

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
            $"connect-src 'self' {authority}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            page.Header("Content-Security-Policy"));
        Assert.Equal(
            ("nosniff", "no-referrer", "same-origin"),
            (page.Header("X-Content-Type-Options"), page.Header("Referrer-Policy"), page.Header("Cross-Origin-Opener-Policy")));
        Assert.DoesNotMatch("(?i)<style|style=|<script[^>]*>[^<]| on[a-z]+=|https?:", page.Text);
    }

    [Fact]
    public async Task Whatever_the_page_and_its_modules_name_is_there_and_kept_for_good()
    {
        var found = new Dictionary<string, string?>();
        Uri root = Deployment.Application.BaseAddress!;
        var wanted = new Queue<Uri>(Asset().Matches((await GetAsync("/")).Expect(200).Text).Select(asset => new Uri(root, asset.Groups[1].Value)));
        while (wanted.TryDequeue(out Uri? address))
        {
            if (found.ContainsKey(address.AbsolutePath))
                continue;
            Reply asset = (await GetAsync(address.AbsolutePath)).Expect(200);
            found.Add(address.AbsolutePath, asset.ContentType);
            Assert.True(asset.Headers.CacheControl is { Public: true, MaxAge.TotalDays: >= 365 } && asset.Header("Cache-Control").EndsWith(", immutable", StringComparison.Ordinal));
            Assert.Equal("nosniff", asset.Header("X-Content-Type-Options"));
            (await GetAsync(address.AbsolutePath, asset.Header("ETag"))).Expect(304);
            foreach (Match module in Module().Matches(asset.ContentType == "text/javascript" ? asset.Text : ""))
                wanted.Enqueue(new Uri(address, module.Groups[1].Value));
        }

        Assert.Equal(["image/svg+xml", "text/css", "text/javascript"], found.Values.Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(found.Keys, path => path.EndsWith("/oauth4webapi/index.js", StringComparison.Ordinal));
        Assert.Contains(found.Keys, path => path.EndsWith("/pages/request.js", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_licence_of_what_is_not_ours_goes_with_it()
    {
        Reply licence = (await GetAsync((await AssetsAsync()) + "oauth4webapi/LICENSE.md")).Expect(200);

        Assert.Contains("MIT License", licence.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asset_of_another_release_is_answered_and_not_kept() =>
        Assert.Equal("no-cache", (await GetAsync("/assets/another/app.js")).Expect(200).Header("Cache-Control"));

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("")]
    [InlineData("../index.html")]
    [InlineData("%2e%2e%2findex.html")]
    [InlineData("..%5c..%5chost.json")]
    [InlineData("%2fetc%2fpasswd")]
    public async Task Nothing_else_is_served(string path) => (await GetAsync((await AssetsAsync()) + path)).Expect(404);

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/any/app.js")]
    public async Task Head_answers_as_get_does_without_the_body(string path)
    {
        Reply get = (await GetAsync(path)).Expect(200);
        Reply head = (await SendAsync(HttpMethod.Head, path)).Expect(200);

        Assert.Equal((get.ContentType, get.Header("ETag"), get.Header("Cache-Control"), ""), (head.ContentType, head.Header("ETag"), head.Header("Cache-Control"), head.Text));
    }

    [Fact]
    public async Task The_page_learns_how_to_sign_somebody_in()
    {
        JsonObject settings = await SettingsAsync();

        Assert.Equal(["authority", "clientId", "scope"], settings.Select(setting => setting.Key));
        Assert.All(settings, setting => Assert.NotEqual("", setting.Value!.ToString()));
    }

    private Task<Reply> GetAsync(string path, string? knownTag = null) => SendAsync(HttpMethod.Get, path, knownTag);

    private async Task<Reply> SendAsync(HttpMethod method, string path, string? knownTag = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Deployment.Application.BaseAddress!, path));
        if (knownTag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", knownTag);
        using HttpResponseMessage response = await s_browser.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    private async Task<JsonObject> SettingsAsync() => (await GetAsync("/channel.json")).Expect(200).Body;

    // The version's own part of the paths.
    private async Task<string> AssetsAsync() => Root().Match((await GetAsync("/")).Text).Value;

    [GeneratedRegex("(?:src|href)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Asset();

    [GeneratedRegex("(?m)^import [^;]*'(\\.[^']+)';$")]
    private static partial Regex Module();

    [GeneratedRegex("/assets/[0-9a-f]{16}/")]
    private static partial Regex Root();
}
