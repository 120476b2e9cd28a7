using System.Diagnostics.Metrics;
using ContractAttach.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Tests.Fixtures;

/// <summary>Metrics that nobody reads.</summary>
internal static class Unmeasured
{
    /// <summary>Those of requests.</summary>
    public static readonly RequestMetrics Requests = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
