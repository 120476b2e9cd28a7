using System.Collections.Concurrent;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>Keeps the application running: starts the real process, and starts it again whenever it was killed.</summary>
/// <param name="settings">Its settings, as environment variables.</param>
/// <param name="directory">Its working directory.</param>
/// <param name="proxy">Its way to storage, SMS and e-mail.</param>
internal sealed class ApplicationKeeper(IReadOnlyDictionary<string, string> settings, string directory, WireProxy proxy)
{
    private readonly ConcurrentQueue<string> _outputs = [];
    private TaskCompletionSource<Uri> _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ApplicationProcess? _process;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>What all its lives have printed.</summary>
    public string Output => string.Join("\n-- killed --\n", _outputs);

    /// <summary>Where it serves; waits while it does not.</summary>
    public Task<Uri> AddressAsync(CancellationToken cancellationToken) => _running.Task.WaitAsync(cancellationToken);

    /// <summary>Kills it, at once.</summary>
    public void Kill()
    {
        Kills++;
        _process!.Kill();
    }

    /// <summary>Keeps it running until that is cancelled; it ends then.</summary>
    /// <param name="begins">Told of each of its lives, counted from 0, before it begins.</param>
    /// <param name="downtime">How long it stays down.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CrashRunException">It ended of itself.</exception>
    public async Task KeepAsync(Action<int> begins, TimeSpan downtime, CancellationToken cancellationToken)
    {
        for (int life = 0; ; life++)
        {
            begins(life);
            await LiveAsync(cancellationToken);
            if (Kills == life)
                throw new CrashRunException($"The process ended of itself: {_process!.Output}\n{_process.Error}");

            await proxy.DisconnectedAsync(cancellationToken);
            await Task.Delay(downtime, cancellationToken);
        }
    }

    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        ApplicationProcess process = _process = ApplicationProcess.Start(settings, directory);
        try
        {
            if (await process.Address.WaitAsync(cancellationToken) is { } address)
                _running.TrySetResult(address);
            await process.EndedAsync(cancellationToken);
            // Killed before it served anybody, it leaves who waits waiting.
            if (_running.Task.IsCompleted)
                _running = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        finally
        {
            await process.DisposeAsync();
            _outputs.Enqueue(process.Output);
        }
    }
}
