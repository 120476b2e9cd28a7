using System.Reflection;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>Looks at screens: for what keeps people out, and for their pictures.</summary>
internal static class Screens
{
    private static readonly string Folder = Path.Combine(
        typeof(Screens).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!, "artifacts", "screenshots");

    private const int Narrowest = 320;

    private static readonly (string Name, int Width, int Height, ColorScheme Scheme)[] Sights =
    [
        ("phone", 390, 844, ColorScheme.Dark),
        ("desktop", 1280, 900, ColorScheme.Light),
    ];

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    // An e-mail's frame runs no script, which axe is.
    private static readonly AxeRunContext Everything = new() { Exclude = [new AxeSelector("iframe")] };

    /// <summary>
    /// Fails where axe finds a violation of WCAG 2.2 AA on the page as its device shows it, or where it is wider than the narrowest
    /// device; and keeps its picture from a telephone in the dark and from a computer. Then the page is as it was.
    /// </summary>
    public static async Task SeenAsync(this IPage page, string name)
    {
        AxeResult result = await page.RunAxe(Everything, Rules);
        Assert.True(result.Violations.Length == 0, $"{name}:\n{string.Join('\n', result.Violations.Select(Describe))}");

        PageViewportSizeResult device = page.ViewportSize!;
        foreach ((string sight, int width, int height, ColorScheme scheme) in Sights)
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.{sight}.png"), FullPage = true });
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Null });
        await page.SetViewportSizeAsync(Narrowest, device.Height);
        int surplus = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(surplus <= 0, $"{name} is {surplus} pixels too wide for {Narrowest}.");
        await page.SetViewportSizeAsync(device.Width, device.Height);
    }

    private static string Describe(AxeResultItem violation) => $"{violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(node => "  " + node.Html))}";
}
