using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Registers the embedded engine.</summary>
internal static class EngineServices
{
    /// <summary>Registers it, once.</summary>
    internal static void Add(IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(DurableEngine)))
            return;

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IInstanceStore, TableInstanceStore>();
        services.AddOptions<EngineOptions>().PostConfigure<IServiceProvider>((options, provider) =>
            options.ConnectionString ??= provider.GetService<IConfiguration>()?["AzureWebJobsStorage"]);
        services.AddSingleton(Make);
    }

    private static DurableEngine Make(IServiceProvider services)
    {
        string worker = services.GetService<EngineWorkerBuilder>()?.Name ?? Options.DefaultName;
        return new(
            services.GetRequiredService<IInstanceStore>(),
            services.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(worker),
            services.GetRequiredService<IOptionsMonitor<DurableTaskWorkerOptions>>().Get(worker).DataConverter,
            services.GetRequiredService<IOptions<EngineOptions>>().Value,
            services,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILoggerFactory>(),
            () => services.GetService<IHostApplicationLifetime>()?.StopApplication());
    }
}
