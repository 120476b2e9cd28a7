using ContractAttach.DevServices.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ContractAttach.Tests.DevServices;

public sealed class LocalSettingsTests : IDisposable
{
    private const string Key = "Communication:ConnectionString";

    private readonly DirectoryInfo _current = Directory.CreateTempSubdirectory();
    private readonly DirectoryInfo _services = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        _current.Delete(recursive: true);
        _services.Delete(recursive: true);
    }

    [Fact]
    public void StartedByHand_TheFileOfTheCurrentDirectoryIsRead_BelowWhatIsSet()
    {
        Write(_current, "local.settings.json", """
            { "Values": { "Communication__ConnectionString": "accesskey=file", "DevServices__Port": "7172", "DevServices__AzuritePorts__Blob": "1" } }
            """);

        ConfigurationManager configuration = Load(new() { ["DevServices:Port"] = "7272" });

        Assert.Equal("accesskey=file", configuration[Key]);
        Assert.Equal("7272", configuration["DevServices:Port"]);
        Assert.Equal("1", configuration["DevServices:AzuritePorts:Blob"]);
    }

    [Fact]
    public void WithoutTheFile_ItIsMadeFromTheSample_Once()
    {
        Write(_services, "local.settings.sample.json", """{ "Values": { "Communication__ConnectionString": "endpoint=e;accesskey={random:64}" } }""");

        string? first = Load()[Key];

        Assert.Equal(64, Convert.FromBase64String(first!["endpoint=e;accesskey=".Length..]).Length);
        Assert.Equal(first, Load()[Key]);
        Assert.Equal("local.settings.json", Assert.Single(_current.GetFiles()).Name);
    }

    [Theory]
    [InlineData("accesskey=set")]
    [InlineData("")]
    public void WithAnAccessKeySet_NothingIsReadOrMade(string set)
    {
        Write(_services, "local.settings.sample.json", "{}");

        Assert.Equal(set, Load(new() { [Key] = set })[Key]);
        Assert.Empty(_current.GetFiles());
    }

    [Fact]
    public void FileThatIsNoJson_IsNamed()
    {
        Write(_current, "local.settings.json", "{ Values");

        CannotStartException refused = Assert.Throws<CannotStartException>(() => Load());

        Assert.StartsWith(Path.Combine(_current.FullName, "local.settings.json"), refused.Message, StringComparison.Ordinal);
    }

    private static void Write(DirectoryInfo directory, string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);

    private ConfigurationManager Load(Dictionary<string, string?>? set = null)
    {
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection(set ?? []);
        configuration.AddLocalSettings(_current.FullName, _services.FullName);
        return configuration;
    }
}
