using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ContractAttach.LocalRuntime.Hosting.Settings;

/// <summary>Reads a JSON file of settings, comments allowed.</summary>
internal static class JsonSettingsFile
{
    /// <summary>The file as configuration; a file that cannot be read stops the start, saying where.</summary>
    public static IConfigurationRoot Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            JsonException? json = e as JsonException ?? e.InnerException as JsonException;
            string where = json?.LineNumber is { } line ? $"{path}, line {line + 1}" : path;
            throw new StartupException($"{where}: this is not valid JSON of settings ({Reason(json ?? e)}); correct it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read: {e.Message}", e);
        }
    }

    // The part that repeats the position, counted from zero, would only confuse.
    private static string Reason(Exception e) => e.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.');
}
