using ContractAttach.LocalRuntime.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Adds clients of the durable engine.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a client.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Its name; null for the default one.</param>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null) =>
        EngineClientBuilder.Of(services, name ?? Options.DefaultName);

    /// <summary>Adds the default client.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>Adds a client of a name.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient(name));
        return services;
    }
}
