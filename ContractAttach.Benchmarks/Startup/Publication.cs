using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ContractAttach.Benchmarks.Startup;

/// <summary>Publishes the application for the local host, which can be started anywhere.</summary>
internal static class Publication
{
    /// <summary>Publishes it below a folder.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="InvalidOperationException">It cannot be published; the message is what was said.</exception>
    public static async Task<string> MakeAsync(string directory, bool readyToRun, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(directory, readyToRun ? "ready-to-run" : "published");
        ProcessStartInfo start = new("dotnet",
        [
            "publish", Path.Combine(Root(), "ContractAttach.Functions"), "-c", "Release", "-v", "q", "-o", folder, "-p:FunctionsRuntime=Local",
            .. readyToRun ? ["-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true"] : (string[])[],
        ])
        { RedirectStandardOutput = true };
        using Process publish = Process.Start(start)!;
        string output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException($"The application cannot be published: {output}");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ContractAttach.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The sources are not above this program: run it from where it was built.");
    }
}
