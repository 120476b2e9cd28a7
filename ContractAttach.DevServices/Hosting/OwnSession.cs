using System.Runtime.InteropServices;

namespace ContractAttach.DevServices.Hosting;

/// <summary>Takes this process out of the terminal's foreground group.</summary>
internal static partial class OwnSession
{
    /// <summary>
    /// Begins a session of its own, so that Ctrl-C in the terminal of the program that started it reaches neither this process nor its
    /// Azurite.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSid();
}
