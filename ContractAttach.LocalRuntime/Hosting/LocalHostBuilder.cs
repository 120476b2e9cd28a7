using System.Net;
using ContractAttach.LocalRuntime.Hosting.Companions;
using ContractAttach.LocalRuntime.Hosting.Durable;
using ContractAttach.LocalRuntime.Hosting.Functions;
using ContractAttach.LocalRuntime.Hosting.Http;
using ContractAttach.LocalRuntime.Hosting.Settings;
using ContractAttach.LocalRuntime.Hosting.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Hosting;

/// <summary>Puts the host together around an application's services.</summary>
internal sealed class LocalHostBuilder
{
    /// <summary>The port of the Functions Core Tools.</summary>
    private const int DefaultPort = 7071;

    private readonly LocalHostOptions _options;
    private readonly HostJson _hostJson;
    private bool _hasStarted;

    private LocalHostBuilder(string[] args, LocalHostOptions options)
    {
        _options = options;
        LocalSettings settings = options.OwnsProcess
            ? LocalSettings.Load(options.CurrentDirectory, options.ApplicationDirectory)
            : LocalSettings.None;
        settings.ApplyToEnvironment();

        Web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            // As the Functions Core Tools have it where nothing else is said.
            EnvironmentName = Setting("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
            ContentRootPath = options.ApplicationDirectory,
        });
        Web.Configuration.AddInMemoryCollection(settings.HostSettings);
        if (options.Settings is { } given)
            Web.Configuration.AddInMemoryCollection(given.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value)));
        else
            Web.Configuration.AddEnvironmentVariables();
        Web.Configuration.AddCommandLine(args);
        _hostJson = HostJson.Load(options.ApplicationDirectory, Web.Configuration);

        Web.Host.UseDefaultServiceProvider((context, provider) => provider.ValidateScopes = provider.ValidateOnBuild = context.HostingEnvironment.IsDevelopment());
        AddLogging();
        if (options.OwnsProcess)
            Web.Services.AddHostedService(_ => new CompanionPrograms(settings.Companions, options, Web.Configuration));
        else
            Web.Services.AddSingleton<IHostLifetime, GuestLifetime>();
    }

    /// <summary>The services, configuration and web server that the application is built on.</summary>
    public WebApplicationBuilder Web { get; }

    /// <summary>Reads the settings and sets the defaults.</summary>
    public static LocalHostBuilder Create(string[] args, LocalHostOptions options)
        => StartupErrors.Guard(options, () => new LocalHostBuilder(args, options));

    /// <summary>Finds the functions and ties each to its trigger.</summary>
    public IHost Build(FunctionInvoker invoker, bool servesHttp) => StartupErrors.Guard(_options, () =>
    {
        FunctionSet functions = FunctionSet.Find(_options.FunctionTypes ?? FunctionSet.TypesOfProcess(), servesHttp);
        Web.Services.TryAddSingleton(TimeProvider.System);
        Web.Services.AddSingleton(invoker);

        // Started in this order, after the application's own services; stopped the other way round: the web server first.
        DurableFunctions.Add(Web.Services, functions, _hostJson, Web.Configuration);
        TimerFunctions.Add(Web.Services, functions, Web.Configuration);
        Web.Services.AddRouting();
        Web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port()));

        WebApplication web = Web.Build();
        HttpFunctions.Map(web, functions, _hostJson.RoutePrefix);
        return (IHost)new LocalHost(web, functions, _hostJson.RoutePrefix, _options, onStarted: () => _hasStarted = true);
    });

    private void AddLogging()
    {
        Web.Logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Azure", LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            // What hinders a start is thrown, and said as one sentence where the process is the application's own.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && _hasStarted)
            .AddConfiguration(_hostJson.Logging);
        if (_options.OwnsProcess)
            Web.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
    }

    private string? Setting(string name) => _options.Settings is { } given ? given.GetValueOrDefault(name) : Environment.GetEnvironmentVariable(name);

    private int Port()
    {
        string? text = Web.Configuration["Host:LocalHttpPort"];
        if (text is null)
            return _options.OwnsProcess ? DefaultPort : 0;
        return ushort.TryParse(text, out ushort port) ? port : throw new StartupException($"Host__LocalHttpPort is '{text}': set it to a port number, or to 0 for any free one.");
    }
}
