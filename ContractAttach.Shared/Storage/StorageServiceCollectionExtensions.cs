using ContractAttach.Accounts;
using ContractAttach.Audit;
using ContractAttach.Contracts;
using ContractAttach.Due;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ContractAttach.Storage;

/// <summary>Registers what keeps the business's state.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>The tables of section <c>Storage</c> and the stores on them.</summary>
    public static IServiceCollection AddBusiness(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<StorageOptions>(configuration, StorageOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Tables>();
        services.TryAddSingleton<KeyedHash>();
        services.TryAddSingleton<Counters.Counters>();
        services.TryAddSingleton<ContractImporter>();
        services.TryAddSingleton<AccountStore>();
        services.TryAddSingleton<DueItems>();
        services.TryAddSingleton<AuditTrail>();
        return services.AddContractDirectory(configuration);
    }
}
