using System.Collections.Concurrent;
using System.Diagnostics;

namespace ContractAttach.Tests.Fixtures;

/// <summary>The real application, as a process of its own, which does not outlive the test.</summary>
internal sealed class ApplicationProcess : IAsyncDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _error = [];
    private readonly TaskCompletionSource<Uri?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ApplicationProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it has printed.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>What of that is for people who look for what went wrong.</summary>
    public string Error => string.Join('\n', _error);

    /// <summary>Where it serves, once it does; null where it ended before.</summary>
    public Task<Uri?> Address => _listening.Task;

    /// <summary>Starts one.</summary>
    /// <param name="settings">Its settings, as environment variables.</param>
    /// <param name="directory">Its working directory.</param>
    public static ApplicationProcess Start(IReadOnlyDictionary<string, string> settings, string directory)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ContractAttach.Functions.dll")])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        return new ApplicationProcess(Process.Start(start)!);
    }

    /// <summary>All the settings that it needs to use the services behind a proxy, with a store of its own.</summary>
    /// <param name="services">Who signs people in.</param>
    /// <param name="proxy">The way to storage, SMS and e-mail.</param>
    /// <param name="store">What its tables begin with, <see cref="EngineHub"/> those of the durable engine.</param>
    /// <param name="random">Where its keys come from.</param>
    public static Dictionary<string, string> Settings(DevServicesFixture services, WireProxy proxy, string store, Random random)
    {
        string Key()
        {
            byte[] key = new byte[32];
            random.NextBytes(key);
            return Convert.ToBase64String(key);
        }

        // In this order: a seed's keys stay the same.
        (string hashKey, string codeKey) = (Key(), Key());
        Dictionary<string, string> settings = ApplicationSettings.Of(
            services.BaseUrl, proxy.CommunicationConnectionString, proxy.StorageConnectionString, EngineHub(store), hashKey, codeKey);
        settings["Storage__TablePrefix"] = store;
        return settings;
    }

    /// <summary>What the engine's tables begin with.</summary>
    public static string EngineHub(string store) => store + "hub";

    /// <summary>Kills it, it alone and at once (SIGKILL), and comes back when it is dead.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: false);
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, and comes back when it has.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="signal">TERM, or INT as by Ctrl-C.</param>
    public async Task StopAsync(CancellationToken cancellationToken, string signal = "TERM")
    {
        using Process kill = Process.Start("kill", ["-" + signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await Patience.ForAsync(EndedAsync(cancellationToken), "the application to end");
    }

    /// <summary>Where it serves, once it does.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task<Uri> ListeningAsync()
    {
        await Patience.UntilAsync(() => Address.IsCompleted, "the application to listen or to end");
        return await Address ?? throw new InvalidOperationException("The application has ended: " + Output);
    }

    /// <summary>Comes back when it has ended and all that it printed has been read.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is string line)
        {
            _output.Enqueue(line);
            if (output == _process.StandardError)
                _error.Enqueue(line);
            if (line.StartsWith(Listening, StringComparison.Ordinal))
                _listening.TrySetResult(new Uri(line[Listening.Length..]));
        }

        if (output == _process.StandardOutput)
            _listening.TrySetResult(null);
    }
}
