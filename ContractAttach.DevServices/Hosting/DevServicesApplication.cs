using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContractAttach.DevServices.Azurite;
using ContractAttach.DevServices.Communication;
using ContractAttach.DevServices.Email;
using ContractAttach.DevServices.Faults;
using ContractAttach.DevServices.Messages;
using ContractAttach.DevServices.Portal;
using ContractAttach.DevServices.SignIn;
using ContractAttach.DevServices.Sms;
using Microsoft.AspNetCore.Connections;

namespace ContractAttach.DevServices.Hosting;

/// <summary>The development services, put together.</summary>
internal static class DevServicesApplication
{
    /// <summary>How long requests may take to end; Azurite, which must not be killed, is stopped after that.</summary>
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(2);

    /// <summary>Starts them, and ends when they have been told to stop.</summary>
    /// <returns>The exit code: 0, or 1 where Azurite ended by itself.</returns>
    public static async Task<int> RunAsync(bool exitWithParent)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddLocalSettings(Environment.CurrentDirectory, AppContext.BaseDirectory);
        DevServicesOptions options = DevServicesOptions.From(builder.Configuration);
        // What fails at the start is said in one sentence, not by the host's stack trace.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = PatienceAtEnd);
        AddServices(builder.Services, options, AccessKey.From(builder.Configuration));
        builder.Services.AddSingleton(ApplicationAddress.From(builder.Configuration));
        if (exitWithParent)
            builder.Services.AddHostedService<ParentWatch>();

        await using WebApplication app = builder.Build();
        MapRoutes(app);
        await StartAsync(app, options);
        await app.WaitForShutdownAsync();
        return app.Services.GetRequiredService<AzuriteServer>().EndedByItself ? 1 : 0;
    }

    private static void AddServices(IServiceCollection services, DevServicesOptions options, AccessKey accessKey)
    {
        services.AddSingleton(options).AddSingleton(accessKey).AddSingleton(TimeProvider.System);
        services.AddSingleton<ServerAddress>().AddSingleton<AzuriteServer>().AddSingleton<FaultBoard>().AddSingleton<ChangeSignal>();
        services.AddSingleton(provider => MessageLog.Open(options.DataDirectory, provider.GetRequiredService<ChangeSignal>()));
        services.AddSingleton(_ => SigningKey.LoadOrCreate(options.DataDirectory));
        services.AddSingleton(_ => People.Load(AppContext.BaseDirectory)).AddSingleton(_ => SampleContracts.Load(AppContext.BaseDirectory));
        services.AddSingleton<TokenIssuer>().AddSingleton<AuthorizationCodes>();
        services.AddSingleton<DeliveryReports>().AddHostedService(provider => provider.GetRequiredService<DeliveryReports>());
        services.AddHttpClient();
        services.AddCors();
        // A page elsewhere that points its own name at this machine gets nothing.
        services.AddHostFiltering(filter => filter.AllowedHosts = ["127.0.0.1", "localhost"]);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
    }

    private static void MapRoutes(WebApplication app)
    {
        app.UseHostFiltering();
        app.UseCors();
        app.UsePortal();
        app.UseMiddleware<AccessKeyCheck>();
        app.MapAzurite();
        app.MapSms();
        app.MapEmail();
        app.MapMessages();
        app.MapFaults();
        app.MapSignIn();
        app.MapPortal();
    }

    private static async Task StartAsync(WebApplication app, DevServicesOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new CannotStartException($"Port {options.Port} is in use: stop what listens there, or set DevServices__Port to another one.", exception);
        }

        try
        {
            // Made now, so that what is wrong with the data directory is said at the start.
            _ = app.Services.GetRequiredService<MessageLog>();
            _ = app.Services.GetRequiredService<SigningKey>();
            await app.Services.GetRequiredService<AzuriteServer>().StartAsync(app.Lifetime.ApplicationStopping);
            Console.WriteLine($"Listening on {app.Services.GetRequiredService<ServerAddress>().Url}");
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while starting: nothing is wrong.
        }
        catch (CannotStartException)
        {
            await app.StopAsync();
            throw;
        }
    }
}
