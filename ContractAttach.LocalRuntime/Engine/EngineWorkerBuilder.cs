using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Sets up the embedded engine's one worker.</summary>
internal sealed class EngineWorkerBuilder(string name, IServiceCollection services) : IDurableTaskWorkerBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;

    public Type? BuildTarget { get; set; }

    /// <summary>The builder, made and registered when first asked for.</summary>
    internal static EngineWorkerBuilder Of(IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        EngineWorkerBuilder? known = services
            .Where(s => !s.IsKeyedService)
            .Select(s => s.ImplementationInstance)
            .OfType<EngineWorkerBuilder>()
            .FirstOrDefault();
        if (known is not null)
            return known.Name == name ? known : throw new NotSupportedException("The embedded engine has one worker: several named workers are not supported.");

        EngineWorkerBuilder builder = new(name, services);
        services.AddSingleton(builder);
        services.AddOptions<DurableTaskWorkerOptions>(name)
            .PostConfigure<IServiceProvider>((options, provider) => options.UseWhereNoneIsSet(provider.GetService<DataConverter>()));
        EngineServices.Add(services);
        services.AddSingleton(builder.Build);
        return builder;
    }

    public IHostedService Build(IServiceProvider serviceProvider) => BuildTarget is null
        ? new EngineHostedService(serviceProvider.GetRequiredService<DurableEngine>())
        : (IHostedService)ActivatorUtilities.CreateInstance(serviceProvider, BuildTarget, Name);
}
