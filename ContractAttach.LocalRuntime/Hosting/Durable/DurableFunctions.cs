using System.Reflection;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.LocalRuntime.Hosting.Functions;
using ContractAttach.LocalRuntime.Hosting.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ContractAttach.LocalRuntime.Hosting.Durable;

/// <summary>Hands the application's orchestrators and activities to the engine.</summary>
internal static class DurableFunctions
{
    /// <summary>Adds the engine, where a function needs it.</summary>
    public static void Add(IServiceCollection services, FunctionSet functions, HostJson hostJson, IConfiguration settings)
    {
        if (!functions.Any(NeedsEngine))
            return;
        services.AddOptions<EngineOptions>().Configure(options => Configure(options, hostJson.DurableTask, settings));
        services.AddDurableTaskClient(_ => { });
        services.AddDurableTaskWorker(worker => worker.Services.AddOptions<DurableTaskRegistry>(worker.Name)
            .Configure<FunctionInvoker, IHostApplicationLifetime>((registry, invoker, lifetime) =>
            {
                foreach (Function function in functions)
                    Register(registry, function, services => new ScopedInvoker(invoker, services, lifetime.ApplicationStopped));
            }));
    }

    private static bool NeedsEngine(Function function)
        => function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
            || function.Parameters.Any(p => p.GetCustomAttribute<DurableClientAttribute>() is not null);

    private static void Register(DurableTaskRegistry registry, Function function, Func<IServiceProvider, ScopedInvoker> invoker)
    {
        switch (function.Trigger)
        {
            case OrchestrationTriggerAttribute trigger:
                registry.AddOrchestrator(trigger.Orchestration ?? function.Name, services => new OrchestratorFunction(function, invoker(services)));
                break;
            case ActivityTriggerAttribute trigger:
                registry.AddActivity(trigger.Activity ?? function.Name, services => new ActivityFunction(function, invoker(services)));
                break;
        }
    }

    private static void Configure(EngineOptions options, IConfiguration hostJson, IConfiguration settings)
    {
        IConfiguration storage = hostJson.GetSection("storageProvider");
        options.ConnectionString = settings[storage["connectionName"] ?? storage["connectionStringName"] ?? "AzureWebJobsStorage"];
        options.HubName = hostJson["hubName"] ?? options.HubName;
        options.DefaultVersion = hostJson["defaultVersion"] ?? options.DefaultVersion;
        options.MaxConcurrentActivities = hostJson.GetValue("maxConcurrentActivityFunctions", options.MaxConcurrentActivities);
        options.MaxConcurrentOrchestrators = hostJson.GetValue("maxConcurrentOrchestratorFunctions", options.MaxConcurrentOrchestrators);
    }
}
