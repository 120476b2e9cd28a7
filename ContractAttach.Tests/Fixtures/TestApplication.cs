using System.Security.Cryptography;
using ContractAttach.Functions;
using ContractAttach.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// The whole application inside the test: its own functions, engine and middleware, HTTP on a free port, tables and hub of its
/// own on the Azurite of the development services.
/// </summary>
public sealed class TestApplication : IAsyncDisposable
{
    private readonly LocalHost _host;

    private TestApplication(LocalHost host) => _host = host;

    /// <summary>Where it listens.</summary>
    public Uri BaseUrl => new(_host.Address);

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The settings of an application of its own, named as environment variables are.</summary>
    public static Dictionary<string, string?> Settings(DevServicesFixture services)
    {
        string name = "t" + Guid.NewGuid().ToString("N")[..12];
        return new()
        {
            ["AzureWebJobsStorage"] = services.StorageConnectionString,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = name,
            ["Storage__ConnectionString"] = services.StorageConnectionString,
            ["Storage__TablePrefix"] = name,
            ["Storage__HashKey"] = Key(),
            ["SignIn__Authority"] = services.BaseUrl,
            ["SignIn__Audience"] = "contract-attach",
            ["SignIn__ClientId"] = "contract-attach-web",
            ["Hooks__Authority"] = services.BaseUrl,
            ["Hooks__Audience"] = "contract-attach-hooks",
            ["Communication__ConnectionString"] = services.CommunicationConnectionString,
            ["Sms__From"] = "+18445550100",
            ["Email__From"] = "ne-pas-repondre@contractattach.example.com",
            ["Codes__Keys__test"] = Key(),
            ["Codes__CurrentKey"] = "test",
            ["Portal__Url"] = "http://127.0.0.1:7071",
        };
    }

    /// <summary>The application with these settings, not yet built.</summary>
    public static FunctionsApplicationBuilder Builder(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = new FunctionsApplicationBuilder([], new LocalHostOptions
        {
            Settings = settings,
            FunctionTypes = typeof(ContractAttachApplication).Assembly.GetExportedTypes(),
        });
        builder.ConfigureFunctionsWebApplication();
        builder.AddContractAttach();
        return builder;
    }

    /// <summary>Starts one.</summary>
    /// <param name="services">The services around it.</param>
    /// <param name="clock">The clock of application and engine; the system's where it is null.</param>
    /// <param name="replace">Replaces services.</param>
    public static Task<TestApplication> StartAsync(
        DevServicesFixture services, TimeProvider? clock = null, Action<IServiceCollection>? replace = null) =>
        StartAsync(Settings(services), clock, replace);

    /// <summary>Starts one with these settings: on the tables and orchestrations of an earlier one, where they are its own.</summary>
    /// <inheritdoc cref="StartAsync(DevServicesFixture, TimeProvider?, Action{IServiceCollection}?)"/>
    public static async Task<TestApplication> StartAsync(
        IReadOnlyDictionary<string, string?> settings, TimeProvider? clock = null, Action<IServiceCollection>? replace = null)
    {
        FunctionsApplicationBuilder builder = Builder(settings);
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        replace?.Invoke(builder.Services);
        var host = (LocalHost)builder.Build();
        await host.StartAsync();
        return new TestApplication(host);
    }

    /// <summary>Stops it, as Ctrl-C does.</summary>
    public Task StopAsync() => _host.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
