using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace ContractAttach.Functions.Web.Channel;

/// <summary>The files of the web channel, which stand in <c>wwwroot</c> beside the program. Read once: nothing but what is there is ever served.</summary>
public sealed class ChannelFiles
{
    private static readonly FrozenDictionary<string, string> s_mediaTypes = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".md"] = "text/markdown; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, ChannelFile> _assets;

    /// <summary>Reads them.</summary>
    public ChannelFiles()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        string assets = Path.Combine(root, "assets");
        _assets = Directory.EnumerateFiles(assets, "*", SearchOption.AllDirectories).ToFrozenDictionary(
            path => Path.GetRelativePath(assets, path).Replace(Path.DirectorySeparatorChar, '/'),
            path => new ChannelFile(s_mediaTypes[Path.GetExtension(path)], File.ReadAllBytes(path)));
        Version = Hash(_assets);

        // The version stands in the path: modules that name one another by relative paths then all come from the same one.
        string page = File.ReadAllText(Path.Combine(root, "index.html")).Replace("\"assets/", $"\"/assets/{Version}/", StringComparison.Ordinal);
        Page = new ChannelFile("text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }

    /// <summary>The page that a browser opens.</summary>
    public ChannelFile Page { get; }

    /// <summary>What tells these assets from those of another release.</summary>
    public string Version { get; }

    /// <summary>What the page loads by a path, or null.</summary>
    public ChannelFile? Asset(string path) => _assets.GetValueOrDefault(path);

    private static string Hash(IEnumerable<KeyValuePair<string, ChannelFile>> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string path, ChannelFile file) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
