using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
        SettingsReader<T> reader = new(configuration.GetSection(section));
        services.AddSingleton<IConfigureOptions<T>>(reader).AddSingleton<IValidateOptions<T>>(reader);
        return services.AddOptions<T>().ValidateOnStart();
    }
}
