using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ContractAttach.Contracts;

/// <summary>Registers what contracts are read from.</summary>
public static class ContractDirectoryServiceCollectionExtensions
{
    private const string Client = "contract-directory";

    // A customer with a thousand contracts, each of the longest that is usual.
    private const int LongestAnswer = 10_000_000;

    /// <summary>The directory that section <c>Directory</c> of the settings names; without one, the tables that the import fills.</summary>
    public static IServiceCollection AddContractDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        IConfigurationSection section = configuration.GetSection(DirectoryOptions.Section);
        services.AddSettings<DirectoryOptions>(configuration, DirectoryOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DirectoryOptions>, DirectoryOptionsValidator>());
        if (string.IsNullOrEmpty(section[nameof(DirectoryOptions.BaseUrl)]))
        {
            services.TryAddSingleton<IContractDirectory, TableContractDirectory>();
            return services;
        }

        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        IHttpClientBuilder client = services.AddHttpClient(Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddStandardResilienceHandler(DirectoryTries.Configure);
        if (section[nameof(DirectoryOptions.Scope)] is { Length: > 0 } scope)
            client.AddHttpMessageHandler(provider => new DirectorySignIn(provider.GetRequiredService<TokenCredential>(), scope));
        client.ConfigureHttpClient((provider, http) =>
        {
            http.BaseAddress = new Uri(provider.GetRequiredService<IOptions<DirectoryOptions>>().Value.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/");
            http.MaxResponseContentBufferSize = LongestAnswer;

            // The handler's times end with the head of an answer; this one is for its body too.
            http.Timeout = DirectoryTries.AllTime;
        });
        services.TryAddSingleton<IContractDirectory>(provider =>
            ActivatorUtilities.CreateInstance<HttpContractDirectory>(provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(Client)));
        return services;
    }
}
