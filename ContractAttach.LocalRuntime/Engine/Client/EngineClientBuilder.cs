using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Sets up a client of the embedded engine.</summary>
internal sealed class EngineClientBuilder(string name, IServiceCollection services) : IDurableTaskClientBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;

    public Type? BuildTarget { get; set; }

    /// <summary>The builder of a name, made and registered when first asked for.</summary>
    internal static EngineClientBuilder Of(IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        EngineClientBuilder? known = services
            .Where(s => !s.IsKeyedService)
            .Select(s => s.ImplementationInstance)
            .OfType<EngineClientBuilder>()
            .FirstOrDefault(b => b.Name == name);
        if (known is not null)
            return known;

        EngineClientBuilder builder = new(name, services);
        services.AddSingleton(builder);
        services.AddOptions<DurableTaskClientOptions>(name)
            .PostConfigure<IServiceProvider>((options, provider) => options.UseWhereNoneIsSet(provider.GetService<DataConverter>()));
        services.TryAddSingleton<IDurableTaskClientProvider, EngineClientProvider>();
        EngineServices.Add(services);
        if (name == Options.DefaultName)
            builder.RegisterDirectly();
        return builder;
    }

    public DurableTaskClient Build(IServiceProvider serviceProvider) => BuildTarget is null
        ? new EngineClient(
            Name,
            serviceProvider.GetRequiredService<DurableEngine>(),
            serviceProvider.GetRequiredService<IOptionsMonitor<DurableTaskClientOptions>>().Get(Name))
        : (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, BuildTarget, Name);
}
