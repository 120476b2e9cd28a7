using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ContractAttach.LocalRuntime.Hosting.Companions;

/// <summary>A companion program that this start has started.</summary>
internal sealed class CompanionProcess
{
    private const int SigTerm = 15;

    /// <summary>How many lines of its output are shown when it fails.</summary>
    private const int ShownLines = 20;

    /// <summary>How long it may take to end before it is killed, with what it started: it may have data to write.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _name;
    private readonly Process _process;

    private CompanionProcess(string name, string logFile, Process process) => (_name, LogFile, _process) = (name, logFile, process);

    /// <summary>Where its output goes.</summary>
    public string LogFile { get; }

    /// <summary>Its exit code; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>
    /// Starts the program in a session of its own, so that Ctrl-C in the terminal does not reach it, with its output in a file, so that
    /// it outlives an application that is killed.
    /// </summary>
    public static CompanionProcess Start(Companion companion, LocalHostOptions options)
    {
        if (OperatingSystem.IsWindows())
            throw new StartupException($"Companion {companion.Name} can only be started on Linux and macOS: start it yourself, or set Companions__Disabled=true.");

        string log = Path.Combine(options.CurrentDirectory, ".local", "logs", $"{companion.Name}.log");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        string[] session = File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid", "/bin/sh"] : ["/bin/sh"];
        IEnumerable<string> command = [.. session, "-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, Located(companion.Command), .. companion.Arguments.Select(Located)];
        Process process = Process.Start(new ProcessStartInfo(command.First(), command.Skip(1)) { WorkingDirectory = options.CurrentDirectory })!;
        return new CompanionProcess(companion.Name, log, process);

        string Located(string text) => Path.Combine(options.ApplicationDirectory, text) is var path && File.Exists(path) ? path : text;
    }

    /// <summary>Asks it to end and waits for that.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = Signal(_process.Id, SigTerm);
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    /// <summary>Says what became of it, with the last lines of its output.</summary>
    public StartupException Failure(string what)
    {
        string[] lines = File.Exists(LogFile) ? [.. File.ReadLines(LogFile).TakeLast(ShownLines)] : [];
        return new StartupException(string.Join(Environment.NewLine, [$"Companion {_name} {what}: mend what its output ({LogFile}) says, or set Companions__Disabled=true and start it yourself.", .. lines.Select(l => "    " + l)]));
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int processId, int signal);
}
