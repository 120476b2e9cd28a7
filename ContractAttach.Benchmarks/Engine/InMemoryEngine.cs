using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ContractAttach.Benchmarks.Engine;

/// <summary>The embedded engine over a store in memory: what is left is its own cost.</summary>
internal sealed class InMemoryEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private InMemoryEngine(ServiceProvider services) => _services = services;

    /// <summary>Schedules, raises and looks.</summary>
    public DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    /// <summary>Starts it over a store.</summary>
    public static async Task<InMemoryEngine> StartAsync(InMemoryInstanceStore store, TimeProvider time, Action<DurableTaskRegistry> tasks, CancellationToken cancellationToken)
    {
        ServiceCollection services = new();
        services.AddSingleton<IInstanceStore>(store).AddSingleton(time);
        services.AddDurableTaskWorker(worker => worker.AddTasks(tasks));
        services.AddDurableTaskClient();
        InMemoryEngine engine = new(services.BuildServiceProvider());
        foreach (IHostedService service in engine._services.GetServices<IHostedService>())
            await service.StartAsync(cancellationToken);
        return engine;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
