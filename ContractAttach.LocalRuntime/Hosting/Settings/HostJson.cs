using Microsoft.Extensions.Configuration;

namespace ContractAttach.LocalRuntime.Hosting.Settings;

/// <summary>
/// What <c>host.json</c> says, each value replaceable by a setting <c>AzureFunctionsJobHost__path__to__value</c>, as on the real host.
/// </summary>
internal sealed class HostJson
{
    private readonly IConfiguration _file;

    private HostJson(IConfiguration file) => _file = file;

    /// <summary><c>extensions.http.routePrefix</c>; the real host's default is <c>api</c>.</summary>
    public string RoutePrefix => _file["extensions:http:routePrefix"] ?? "api";

    /// <summary><c>logging</c>, with its <c>logLevel</c>.</summary>
    public IConfiguration Logging => _file.GetSection("logging");

    /// <summary><c>extensions.durableTask</c>.</summary>
    public IConfiguration DurableTask => _file.GetSection("extensions:durableTask");

    /// <summary>Reads the file beside the application; there need not be one.</summary>
    public static HostJson Load(string applicationDirectory, IConfiguration settings)
    {
        string path = Path.Combine(applicationDirectory, "host.json");
        var layers = new ConfigurationBuilder();
        if (File.Exists(path))
            layers.AddInMemoryCollection(JsonSettingsFile.Read(path).AsEnumerable());
        return new HostJson(layers.AddConfiguration(settings.GetSection("AzureFunctionsJobHost")).Build());
    }
}
