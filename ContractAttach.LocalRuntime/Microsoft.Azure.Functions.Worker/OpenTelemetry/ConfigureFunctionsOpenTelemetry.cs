using ContractAttach.LocalRuntime.Hosting.Functions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>What an application's telemetry has of the Functions worker.</summary>
public static class ConfigureFunctionsOpenTelemetry
{
    /// <summary>Adds the spans of invocations; and, since worker and host are one process here, those of the calls that come in.</summary>
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithTracing(tracing => tracing.AddSource(InvocationTrace.SourceName).AddAspNetCoreInstrumentation());
    }
}
