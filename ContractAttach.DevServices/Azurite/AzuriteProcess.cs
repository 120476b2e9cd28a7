using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ContractAttach.DevServices.Hosting;

namespace ContractAttach.DevServices.Azurite;

/// <summary>An Azurite started here.</summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(8);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TaskCompletionSource<AzuritePorts> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private AzuriteProcess(Process process, string logFile)
    {
        _process = process;
        LogFile = logFile;
        _log = new StreamWriter(logFile, append: false) { AutoFlush = true };
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>What it printed.</summary>
    public string LogFile { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="CannotStartException">Node.js or Azurite is missing.</exception>
    public static AzuriteProcess Start(AzuritePorts ports, string directory)
    {
        string program = Path.Combine(InstalledIn(), "dist", "src", "azurite.js");
        if (!File.Exists(program))
            throw new CannotStartException($"Azurite is missing at {program}: build ContractAttach.DevServices again.");

        Directory.CreateDirectory(directory);
        ProcessStartInfo start = new("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
            ArgumentList =
            {
                program, "--location", directory, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
                "--blobPort", Text(ports.Blob), "--queuePort", Text(ports.Queue), "--tablePort", Text(ports.Table),
            },
        };
        try
        {
            return new AzuriteProcess(Process.Start(start)!, Path.Combine(directory, "azurite.log"));
        }
        catch (Win32Exception exception)
        {
            throw new CannotStartException("Node.js 20 or later is needed to run the storage emulator and was not found on the PATH: install it from https://nodejs.org or by your package manager.", exception);
        }
    }

    /// <summary>The ports it listens on, when all three services do.</summary>
    /// <exception cref="CannotStartException">It ended instead.</exception>
    public async Task<AzuritePorts> ListeningAsync(CancellationToken cancellationToken)
    {
        Task exited = ExitedAsync();
        if (await Task.WhenAny(_listening.Task, exited).WaitAsync(cancellationToken) == exited)
            throw new CannotStartException($"Azurite ended at its start with exit code {_process.ExitCode}: see {LogFile}.");

        return await _listening.Task;
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> ExitedAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Stops it. By SIGTERM, since it writes to disk only every few seconds and when told to stop.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();

        await _reading;
        await _log.DisposeAsync();
        _process.Dispose();
    }

    private async Task StopAsync()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill();
        else
            _ = Signal(_process.Id, SigTerm);

        using CancellationTokenSource patience = new(PatienceAtEnd);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
    }

    private async Task ReadAsync(StreamReader output)
    {
        AzuritePorts ports = new() { Blob = 0, Queue = 0, Table = 0 };
        while (await output.ReadLineAsync() is string line)
        {
            lock (_log)
                _log.WriteLine(line);
            ports = With(ports, ListeningLine().Match(line));
            if (ports is { Blob: > 0, Queue: > 0, Table: > 0 })
                _listening.TrySetResult(ports);
        }
    }

    private static AzuritePorts With(AzuritePorts ports, Match line)
    {
        int Port() => int.Parse(line.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
        return line.Groups["service"].Value switch
        {
            "Blob" => ports with { Blob = Port() },
            "Queue" => ports with { Queue = Port() },
            "Table" => ports with { Table = Port() },
            _ => ports,
        };
    }

    private static string InstalledIn() => typeof(AzuriteProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "AzuriteDirectory").Value!;

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex ListeningLine();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
