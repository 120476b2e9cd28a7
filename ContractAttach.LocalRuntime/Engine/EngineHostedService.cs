using Microsoft.Extensions.Hosting;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Starts and stops the engine with the application.</summary>
internal sealed class EngineHostedService(DurableEngine engine) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
