using ContractAttach.Attachments;
using ContractAttach.Benchmarks.Security;
using ContractAttach.Codes;
using ContractAttach.Functions.Security;
using ContractAttach.Notifications;
using ContractAttach.Revocations;
using ContractAttach.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Benchmarks.Processes;

/// <summary>What the floor and the peer have in common with the application: storage, senders, texts and the check of tokens.</summary>
internal static class BusinessParts
{
    /// <summary>Adds them, with the application's own settings.</summary>
    public static IServiceCollection AddBusinessParts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient();
        services.AddOptions<AttachmentOptions>().BindConfiguration(AttachmentOptions.Section);
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section);
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section);
        services.AddBusiness(configuration);
        services.AddCodes(configuration);
        services.AddNotifications(configuration);
        return services
            .AddSingleton<SignIn>().AddSingleton<SignedInAccounts>()
            .AddSingleton<NoticeDispatch>().AddSingleton<RevocationLinks>().AddSingleton<AttachmentNotices>();
    }
}
