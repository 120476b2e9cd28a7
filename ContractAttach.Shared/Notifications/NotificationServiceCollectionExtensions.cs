using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Identity;
using ContractAttach.Notifications.Acs;
using ContractAttach.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContractAttach.Notifications;

/// <summary>Registers what sends messages.</summary>
public static class NotificationServiceCollectionExtensions
{
    /// <summary>Adds the SMS and e-mail senders, with settings that are checked at start, and the sender of notices.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<CommunicationOptions>, CommunicationOptionsValidator>();
        services.AddSettings<CommunicationOptions>(configuration, CommunicationOptions.Section);
        services.AddSettings<SmsOptions>(configuration, SmsOptions.Section).ValidateDataAnnotations();
        services.AddSettings<EmailOptions>(configuration, EmailOptions.Section).ValidateDataAnnotations();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Sms(provider.GetRequiredService<IOptions<CommunicationOptions>>().Value));
        services.AddSingleton(provider => Email(provider.GetRequiredService<IOptions<CommunicationOptions>>().Value));
        services.AddSingleton<ISmsSender, AcsSmsSender>();
        services.AddSingleton<IEmailSender, AcsEmailSender>();
        services.AddSingleton(provider => new NoticeSender(
            provider.GetRequiredService<Tables>().Accounts,
            provider.GetRequiredService<ISmsSender>(),
            provider.GetRequiredService<IEmailSender>(),
            provider.GetRequiredService<ILogger<NoticeSender>>()));
        return services;
    }

    private static SmsClient Sms(CommunicationOptions options) => options.Endpoint is Uri endpoint
        ? new SmsClient(endpoint, new DefaultAzureCredential(), WithoutRetries(new SmsClientOptions()))
        : new SmsClient(options.ConnectionString!, WithoutRetries(new SmsClientOptions()));

    private static EmailClient Email(CommunicationOptions options) => options.Endpoint is Uri endpoint
        ? new EmailClient(endpoint, new DefaultAzureCredential(), WithoutRetries(new EmailClientOptions()))
        : new EmailClient(options.ConnectionString!, WithoutRetries(new EmailClientOptions()));

    /// <summary>The pipeline's own retries wait as long as the service says, be it an hour: <see cref="ServiceGate"/> does them.</summary>
    private static T WithoutRetries<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        return options;
    }
}
