using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ContractAttach.Codes;

/// <summary>Registers what codes are made with.</summary>
public static class CodesServiceCollectionExtensions
{
    /// <summary>Adds <see cref="CodeBook"/> with its keys, which are checked at start. The rules' section is the caller's.</summary>
    public static IServiceCollection AddCodes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<CodesOptions>, CodesOptionsValidator>();
        services.AddSettings<CodesOptions>(configuration, CodesOptions.Section);
        services.AddSingleton<CodeBook>();
        return services;
    }
}
