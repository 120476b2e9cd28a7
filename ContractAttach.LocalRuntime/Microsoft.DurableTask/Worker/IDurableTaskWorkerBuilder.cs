using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker;

/// <summary>Sets up a worker.</summary>
public interface IDurableTaskWorkerBuilder
{
    /// <summary>The worker's name.</summary>
    string Name { get; }

    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The class of the worker; null for that of the embedded engine.</summary>
    Type? BuildTarget { get; set; }

    /// <summary>Makes the worker.</summary>
    IHostedService Build(IServiceProvider serviceProvider);
}
