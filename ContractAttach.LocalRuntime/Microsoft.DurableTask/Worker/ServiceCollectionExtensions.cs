using ContractAttach.LocalRuntime.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Adds a worker: what runs orchestrators and activities.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the worker.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Its name; null for the default one. The embedded engine has one worker only.</param>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null) =>
        EngineWorkerBuilder.Of(services, name ?? Options.DefaultName);

    /// <summary>Adds the worker under the default name.</summary>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Options.DefaultName, configure);

    /// <summary>Adds the worker under a name.</summary>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker(name));
        return services;
    }
}
