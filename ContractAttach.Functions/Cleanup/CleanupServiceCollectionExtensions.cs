using ContractAttach.Functions.Cleanup.Handlers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Functions.Cleanup;

/// <summary>Registers the clean-up.</summary>
internal static class CleanupServiceCollectionExtensions
{
    /// <summary>The cleaner, a handler for each kind of due item, and the bounds of section <c>Cleanup</c>.</summary>
    public static IServiceCollection AddCleanup(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<CleanupOptions>(configuration, CleanupOptions.Section).ValidateDataAnnotations();
        return services
            .AddSingleton<IDueHandler, RequestHandler>()
            .AddSingleton<IDueHandler, RequestPurgeHandler>()
            .AddSingleton<IDueHandler, NoticesHandler>()
            .AddSingleton<IDueHandler, LinkHandler>()
            .AddSingleton<IDueHandler, LinkCheckHandler>()
            .AddSingleton<IDueHandler, EndedLinkHandler>()
            .AddSingleton<IDueHandler, RevocationHandler>()
            .AddSingleton<IDueHandler, IdempotencyHandler>()
            .AddSingleton<IDueHandler, CounterHandler>()
            .AddSingleton<IDueHandler, AuditHandler>()
            .AddSingleton<IDueHandler, ClaimsHandler>()
            .AddSingleton<IDueHandler, ContractChangeHandler>()
            .AddSingleton<IDueHandler, RegroupingHandler>()
            .AddSingleton<IDueHandler, OwnContractsHandler>()
            .AddSingleton<IDueHandler, ClosedAccountHandler>()
            .AddSingleton<CleanupMetrics>()
            .AddSingleton<Cleaner>();
    }
}
