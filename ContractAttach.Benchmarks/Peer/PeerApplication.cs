using ContractAttach.Benchmarks.Processes;
using ContractAttach.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Benchmarks.Peer;

/// <summary>The peer: the phone verification that everybody knows, a function app on the same host and engine as the application.</summary>
internal static class PeerApplication
{
    /// <summary>Runs it until the process is ended; its settings are the environment's.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var builder = new FunctionsApplicationBuilder([], new LocalHostOptions { FunctionTypes = [typeof(PeerFunctions), typeof(PeerOrchestrator), typeof(PeerActivities)] });
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System).AddBusinessParts(builder.Configuration);
        await builder.Build().RunAsync(cancellationToken);
    }
}
