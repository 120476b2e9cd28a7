namespace ContractAttach.DevServices.Hosting;

/// <summary>Ends the application when whoever started it is gone: its end of standard input closes with it.</summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using Stream input = Console.OpenStandardInput();
        byte[] buffer = new byte[256];
        // A console read cannot be cancelled: it is left behind when the application stops first.
        await Task.Run(() => { while (input.Read(buffer) > 0) { } }, stoppingToken).WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }
}
