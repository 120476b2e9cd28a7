using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using ContractAttach.Functions.Accounts;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Functions.Contracts;
using ContractAttach.Functions.Regroupings;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Telemetry;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.Channel;
using ContractAttach.Functions.Web.OpenApi;
using ContractAttach.Notifications;
using ContractAttach.Notifications.Acs;
using ContractAttach.Regroupings;
using ContractAttach.Revocations;
using ContractAttach.Storage;
using ContractAttach.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions;

/// <summary>What the application is made of.</summary>
internal static class ContractAttachApplication
{
    // The operator's import is the largest body (HTTP-API: 10 MB); other calls take far less, and check it themselves.
    private const long LargestBody = 10_000_000;

    /// <summary>Adds the application's middleware and services; their settings are checked when it starts.</summary>
    public static FunctionsApplicationBuilder AddContractAttach(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<HeadersMiddleware>();
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<SignInMiddleware>();

        // The server writes addresses down, and that of a holder's link is all it takes to end an access.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient();
        services.AddMetrics();
        services.AddTelemetry(builder.Configuration);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        services.AddSettings<AttachmentOptions>(builder.Configuration, AttachmentOptions.Section).ValidateDataAnnotations();
        services.AddSettings<SignInOptions>(builder.Configuration, SignInOptions.Section).ValidateDataAnnotations();
        services.AddSettings<HooksOptions>(builder.Configuration, HooksOptions.Section).ValidateDataAnnotations();
        services.AddSettings<PortalOptions>(builder.Configuration, PortalOptions.Section).ValidateDataAnnotations();

        services.AddSingleton<IValidateOptions<SignInOptions>, DevelopmentOnly>()
            .AddSingleton<IValidateOptions<HooksOptions>, DevelopmentOnly>()
            .AddSingleton<IValidateOptions<CommunicationOptions>, DevelopmentOnly>()
            .AddSingleton<IValidateOptions<StorageOptions>, DevelopmentOnly>()
            .AddSingleton<IValidateOptions<DirectoryOptions>, DevelopmentOnly>();

        services.AddBusiness(builder.Configuration);
        services.AddCodes(builder.Configuration);
        services.AddNotifications(builder.Configuration);
        services.AddSingleton<SignIn>().AddSingleton<HookSignIn>().AddSingleton<Caller>();
        services.AddSingleton<RequestMetrics>().AddSingleton<Limits>().AddSingleton<IdempotencyKeys>().AddSingleton<AttachableContracts>().AddSingleton<RequestStarter>().AddSingleton<AttachmentStore>();
        services.AddSingleton<RevocationLinks>().AddSingleton<AttachmentNotices>().AddSingleton<NoticeDispatch>().AddSingleton<Attacher>().AddSingleton<Linker>().AddSingleton<LinkEnder>();
        services.AddSingleton<HolderView>().AddSingleton<Revoker>();
        services.AddSingleton<RegroupingStore>().AddSingleton<Regrouper>().AddSingleton<RegroupingStarter>().AddSingleton<RegroupingInstances>();
        services.AddSingleton<RequestInstances>().AddSingleton<AttachRequests>();
        services.AddSingleton<ContactDetailsChanges>().AddSingleton<OwnContracts>().AddSingleton<AccountClosure>().AddSingleton<AccountCloser>();
        services.AddSingleton<ContractDetacher>().AddSingleton<ContractChanges>();
        services.AddSingleton<Retention>().AddSingleton<ReverseLinks>().AddCleanup(builder.Configuration);
        services.AddSingleton<ApiDescription>().AddSingleton<ChannelFiles>();
        services.AddHostedService<StorageSetUp>().AddHostedService<SampleContracts>();
        return builder;
    }
}
