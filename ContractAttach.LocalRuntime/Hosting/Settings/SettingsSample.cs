using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ContractAttach.LocalRuntime.Hosting.Settings;

/// <summary>Makes settings from a sample, in which <c>{random:32}</c> stands for a key of 32 bytes. The development services compile this file, too.</summary>
internal static partial class SettingsSample
{
    /// <summary>Writes the sample with fresh keys, readable by its owner alone, whole or not at all. A file that is there stays.</summary>
    public static void WriteTo(string file, string sample)
    {
        string text = RandomBytes().Replace(File.ReadAllText(sample), m => Convert.ToBase64String(RandomNumberGenerator.GetBytes(int.Parse(m.Groups[1].ValueSpan))));
        string unfinished = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(unfinished, options))
                writer.Write(text);
            File.Move(unfinished, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another start was faster: its keys are the ones.
            File.Delete(unfinished);
        }
    }

    [GeneratedRegex(@"\{random:(\d{1,3})\}")]
    private static partial Regex RandomBytes();
}
