using ContractAttach.Storage;
using Microsoft.Extensions.Hosting;

namespace ContractAttach.Functions;

/// <summary>Creates the tables before the first call is served.</summary>
internal sealed class StorageSetUp(Tables tables) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => tables.EnsureCreatedAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
