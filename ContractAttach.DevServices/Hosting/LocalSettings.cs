using System.Text.Json;
using ContractAttach.LocalRuntime.Hosting.Settings;
using Microsoft.Extensions.Configuration.Memory;

namespace ContractAttach.DevServices.Hosting;

/// <summary>
/// The values of <c>local.settings.json</c>, for a start by hand. The application, where it starts these services, hands on its own.
/// </summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";
    private const string SampleName = "local.settings.sample.json";

    /// <summary>
    /// Adds the file of the current directory, made from the sample beside these services where there is none, below what is set
    /// already; nothing where the access key is set already.
    /// </summary>
    public static void AddLocalSettings(this IConfigurationManager configuration, string currentDirectory, string servicesDirectory)
    {
        if (configuration["Communication:ConnectionString"] is not null)
            return;

        string file = Path.Combine(currentDirectory, FileName);
        string sample = Path.Combine(servicesDirectory, SampleName);
        try
        {
            if (!File.Exists(file) && File.Exists(sample))
                SettingsSample.WriteTo(file, sample);
            if (!File.Exists(file))
                return;

            using FileStream stream = File.OpenRead(file);
            IConfigurationSection values = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Values");
            configuration.Sources.Insert(0, new MemoryConfigurationSource
            {
                InitialData = values.GetChildren().Select(value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), value.Value)),
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new CannotStartException($"{file} cannot be used: {exception.Message}", exception);
        }
    }
}
