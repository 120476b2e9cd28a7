using System.Collections.Concurrent;
using System.Diagnostics;

namespace ContractAttach.Benchmarks.Processes;

/// <summary>The application, or what it is compared with, as a process of its own, on a free port.</summary>
internal sealed class ApplicationProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ApplicationProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Where it serves.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>The most physical memory that it has had so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts it and comes back when it serves.</summary>
    /// <param name="directory">The folder that it runs in.</param>
    /// <param name="program">The program, beside this one, and its arguments.</param>
    /// <param name="settings">Its settings, as environment variables.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It ended instead; the message is its output.</exception>
    public static async Task<ApplicationProcess> StartAsync(
        string directory, IReadOnlyList<string> program, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, program[0]), .. program.Skip(1)])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;

        ApplicationProcess application = new(Process.Start(start)!);
        try
        {
            await application.ServesAsync(cancellationToken);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it: nobody needs what it was about to do.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ServesAsync(CancellationToken cancellationToken)
    {
        Task exited = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_address.Task, exited) == _address.Task)
            return;

        cancellationToken.ThrowIfCancellationRequested();
        await _reading;
        throw new InvalidOperationException($"It did not start: {string.Join(Environment.NewLine, _output)}");
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is string line)
        {
            if (_address.Task.IsCompleted)
                continue;
            _output.Enqueue(line);
            if (line.StartsWith(Listening, StringComparison.Ordinal))
                _address.TrySetResult(new Uri(line[Listening.Length..]));
        }
    }
}
