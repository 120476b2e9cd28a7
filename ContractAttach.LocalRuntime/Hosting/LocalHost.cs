using ContractAttach.LocalRuntime.Engine;
using ContractAttach.LocalRuntime.Hosting.Functions;
using ContractAttach.LocalRuntime.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Hosting;

/// <summary>The application once built: says what it serves when started, and why where it cannot start.</summary>
internal sealed class LocalHost(WebApplication web, FunctionSet functions, string routePrefix, LocalHostOptions options, Action onStarted) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => web.Services;

    /// <summary>Where it listens, once started.</summary>
    public string Address => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public Task StartAsync(CancellationToken cancellationToken = default) => StartupErrors.GuardAsync(options, DisposeAsync, async () =>
    {
        // All wrong settings at once, before a service made from some of them fails over the first.
        Services.GetService<IStartupValidator>()?.Validate();
        await web.StartAsync(cancellationToken);
        onStarted();
        if (options.OwnsProcess)
            await PrintAsync(Console.Out);
    });

    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (options.OwnsProcess && Services.GetService<DurableEngine>() is { HasFaulted: true })
            Environment.ExitCode = 1;
        return web.StopAsync(cancellationToken);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task PrintAsync(TextWriter output)
    {
        await output.WriteLineAsync("\nFunctions:\n");
        foreach (Function function in functions.OrderBy(f => f.Name, StringComparer.Ordinal))
            await output.WriteLineAsync($"    {function.Name}: {(function.HttpTrigger is null ? function.TriggerType : HttpFunctions.Describe(function, Address, routePrefix))}");
        await output.WriteLineAsync($"\nListening on {Address}\nPress Ctrl-C to stop.\n");
    }
}
