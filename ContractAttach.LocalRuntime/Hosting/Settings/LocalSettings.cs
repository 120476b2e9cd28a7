using ContractAttach.LocalRuntime.Hosting.Companions;
using Microsoft.Extensions.Configuration;

namespace ContractAttach.LocalRuntime.Hosting.Settings;

/// <summary>What <c>local.settings.json</c> says: the shape of the Functions Core Tools, and our own list of companion programs.</summary>
internal sealed class LocalSettings
{
    private const string FileName = "local.settings.json";
    private const string SampleName = "local.settings.sample.json";

    private LocalSettings(IConfiguration file)
    {
        Values = file.GetSection("Values").AsEnumerable(makePathsRelative: true).Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
        HostSettings = file.GetSection("Host").AsEnumerable().Where(v => v.Value is not null).ToDictionary();
        Companions = file.GetSection("Companions").Get<Companion[]>() ?? [];
    }

    /// <summary>No file.</summary>
    public static LocalSettings None { get; } = new(new ConfigurationBuilder().Build());

    /// <summary>The application's settings, by the name of an environment variable.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>The host's own settings, as configuration keys: <c>Host:LocalHttpPort</c>.</summary>
    public IReadOnlyDictionary<string, string?> HostSettings { get; }

    /// <summary>The programs to start before the application.</summary>
    public IReadOnlyList<Companion> Companions { get; }

    /// <summary>
    /// Reads the file of the current directory, else the one beside the application; else writes one into the current directory from the
    /// sample beside the application. Without a sample there are none.
    /// </summary>
    public static LocalSettings Load(string currentDirectory, string applicationDirectory)
    {
        string file = Path.Combine(currentDirectory, FileName);
        string beside = Path.Combine(applicationDirectory, FileName);
        string sample = Path.Combine(applicationDirectory, SampleName);
        if (!File.Exists(file) && File.Exists(beside))
            file = beside;
        else if (!File.Exists(file) && File.Exists(sample))
            Generate(sample, file);
        else if (!File.Exists(file))
            return None;

        IConfigurationRoot configuration = JsonSettingsFile.Read(file);
        if (bool.TryParse(configuration["IsEncrypted"], out bool encrypted) && encrypted)
            throw new StartupException($"{file} is encrypted: decrypt it with 'func settings decrypt', or delete it to have a new one made.");
        return new LocalSettings(configuration);
    }

    /// <summary>Makes the values environment variables, so that companion programs inherit them; one that is set already stays.</summary>
    public void ApplyToEnvironment()
    {
        foreach ((string name, string value) in Values)
            if (Environment.GetEnvironmentVariable(name) is null)
                Environment.SetEnvironmentVariable(name, value);
    }

    private static void Generate(string sample, string file)
    {
        try
        {
            SettingsSample.WriteTo(file, sample);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{file} cannot be written ({e.Message}): start where you may write, or copy {sample} there yourself.", e);
        }
    }
}
