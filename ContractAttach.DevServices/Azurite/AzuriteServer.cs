using ContractAttach.DevServices.Hosting;

namespace ContractAttach.DevServices.Azurite;

/// <summary>The storage emulator: reused where one listens already, else started here and stopped with these services.</summary>
internal sealed class AzuriteServer(DevServicesOptions options, IHostApplicationLifetime lifetime) : IAsyncDisposable
{
    private AzuriteProcess? _process;

    /// <summary>The ports it listens on; final once it has started.</summary>
    public AzuritePorts Ports { get; private set; } = options.AzuritePorts;

    /// <summary>Whether the Azurite started here ended although nobody had asked it to.</summary>
    public bool EndedByItself { get; private set; }

    /// <summary>Comes back when an Azurite answers on every port.</summary>
    /// <exception cref="CannotStartException">A port is taken by something else, or Azurite did not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Listener[] listeners = await WhoListensAsync(cancellationToken);
        int[] ports = [Ports.Blob, Ports.Queue, Ports.Table];
        if (Array.IndexOf(listeners, Listener.SomethingElse) is >= 0 and int taken)
            throw new CannotStartException($"Port {ports[taken]} is in use by something that is not Azurite: stop it, or set DevServices__AzuritePorts__Blob, __Queue and __Table to free ports.");
        if (listeners.All(listener => listener == Listener.Azurite))
            return;
        if (Array.IndexOf(listeners, Listener.Azurite) is >= 0 and int other)
            throw new CannotStartException($"An Azurite with not all of its services listens on port {ports[other]}: stop it, or start it with blobs, queues and tables on ports {string.Join(", ", ports)}.");

        _process = AzuriteProcess.Start(Ports, Path.GetFullPath(Path.Combine(options.DataDirectory, "azurite")));
        Ports = await _process.ListeningAsync(cancellationToken);
        _ = StopWithProcessAsync(_process);
    }

    /// <summary>Whether an Azurite answers on every port now.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        (await WhoListensAsync(cancellationToken)).All(listener => listener == Listener.Azurite);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private Task<Listener[]> WhoListensAsync(CancellationToken cancellationToken) => Task.WhenAll(
        AzuriteProbe.WhoListensAsync(Ports.Blob, cancellationToken),
        AzuriteProbe.WhoListensAsync(Ports.Queue, cancellationToken),
        AzuriteProbe.WhoListensAsync(Ports.Table, cancellationToken));

    private async Task StopWithProcessAsync(AzuriteProcess process)
    {
        int exitCode = await process.ExitedAsync();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return;

        EndedByItself = true;
        await Console.Error.WriteLineAsync($"Azurite ended by itself (exit code {exitCode}): start again; if it happens again, see {process.LogFile}.");
        lifetime.StopApplication();
    }
}
