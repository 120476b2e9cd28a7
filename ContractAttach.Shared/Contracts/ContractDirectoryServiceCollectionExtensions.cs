using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace ContractAttach.Contracts;

/// <summary>Registers what contracts are read from.</summary>
public static class ContractDirectoryServiceCollectionExtensions
{
    private const string Client = "contract-directory";

    // A customer with a thousand contracts, each of the longest that is usual.
    private const int LongestAnswer = 10_000_000;

    // Someone waits for the answer: three tries, and not much longer than one of the tables may take.
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AllTime = TimeSpan.FromSeconds(8);

    /// <summary>The directory that section <c>Directory</c> of the settings names; without one, the tables that the import fills.</summary>
    public static IServiceCollection AddContractDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        IConfigurationSection section = configuration.GetSection(DirectoryOptions.Section);
        services.AddOptionsWithValidateOnStart<DirectoryOptions>().Bind(section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DirectoryOptions>, DirectoryOptionsValidator>());
        if (string.IsNullOrEmpty(section[nameof(DirectoryOptions.BaseUrl)]))
        {
            services.TryAddSingleton<IContractDirectory, TableContractDirectory>();
            return services;
        }

        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        IHttpClientBuilder client = services.AddHttpClient(Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddStandardResilienceHandler(Configure);
        if (section[nameof(DirectoryOptions.Scope)] is { Length: > 0 } scope)
            client.AddHttpMessageHandler(provider => new DirectorySignIn(provider.GetRequiredService<TokenCredential>(), scope));
        client.ConfigureHttpClient((provider, http) =>
        {
            http.BaseAddress = new Uri(provider.GetRequiredService<IOptions<DirectoryOptions>>().Value.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/");
            http.MaxResponseContentBufferSize = LongestAnswer;

            // The handler's times end with the head of an answer; this one is for its body too.
            http.Timeout = AllTime;
        });
        services.TryAddSingleton<IContractDirectory>(provider =>
            new HttpContractDirectory(provider.GetRequiredService<IHttpClientFactory>().CreateClient(Client)));
        return services;
    }

    private static void Configure(HttpStandardResilienceOptions options)
    {
        options.TotalRequestTimeout.Timeout = AllTime;
        options.AttemptTimeout.Timeout = TryTime;
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.CircuitBreaker.FailureRatio = 0.9;
        options.CircuitBreaker.MinimumThroughput = 10;
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }
}
