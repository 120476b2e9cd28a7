using Microsoft.Extensions.Hosting;

namespace ContractAttach.LocalRuntime.Hosting;

/// <summary>The life of an application inside another process: whoever started it stops it, no signal does.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
