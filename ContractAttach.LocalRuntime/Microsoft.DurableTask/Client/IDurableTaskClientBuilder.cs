using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>Sets up a client.</summary>
public interface IDurableTaskClientBuilder
{
    /// <summary>The client's name.</summary>
    string Name { get; }

    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The class of the client; null for that of the embedded engine.</summary>
    Type? BuildTarget { get; set; }

    /// <summary>Makes the client.</summary>
    DurableTaskClient Build(IServiceProvider serviceProvider);
}
