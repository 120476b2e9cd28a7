using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContractAttach;

/// <summary>Registers settings.</summary>
public static class SettingsServiceCollectionExtensions
{
    /// <summary>Reads options from a section of the settings; at start they are checked, and each that is wrong is named.</summary>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddLogging()
            .AddSingleton(provider => new SettingsReader<T>(configuration.GetSection(section), provider.GetRequiredService<ILogger<SettingsReader<T>>>()))
            .AddSingleton<IConfigureOptions<T>>(provider => provider.GetRequiredService<SettingsReader<T>>())
            .AddSingleton<IValidateOptions<T>>(provider => provider.GetRequiredService<SettingsReader<T>>());
        return services.AddOptions<T>().ValidateOnStart();
    }
}
