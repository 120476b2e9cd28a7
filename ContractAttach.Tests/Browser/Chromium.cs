using Xunit;

namespace ContractAttach.Tests.Browser;

/// <summary>The browser of the machine: the one at <c>CONTRACT_ATTACH_BROWSER</c>, else a Chromium on the path.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Its program. Where there is none the test is skipped, or fails where <c>CONTRACT_ATTACH_BROWSER_REQUIRED</c> is set.</summary>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("CONTRACT_ATTACH_BROWSER") is { Length: > 0 } named)
            return named;
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists) is string found)
            return found;

        const string missing = "No Chromium was found on the PATH: install it (Debian: apt-get install chromium), or set CONTRACT_ATTACH_BROWSER to its program.";
        if (Environment.GetEnvironmentVariable("CONTRACT_ATTACH_BROWSER_REQUIRED") is { Length: > 0 })
            Assert.Fail(missing);
        Assert.Skip(missing);
        return "";
    }
}
