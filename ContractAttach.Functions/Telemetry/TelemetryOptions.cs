using Microsoft.Extensions.Configuration;

namespace ContractAttach.Functions.Telemetry;

/// <summary>Where telemetry goes; to nowhere where neither is set.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>As OpenTelemetry names it: opentelemetry.io/docs/specs/otel/protocol/exporter.</summary>
    public const string CollectorName = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>As Application Insights names it: learn.microsoft.com/azure/azure-functions/functions-app-settings.</summary>
    public const string ApplicationInsightsName = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>The address of an OpenTelemetry collector.</summary>
    [ConfigurationKeyName(CollectorName)]
    public string? Collector { get; set; }

    /// <summary>The connection string of Application Insights.</summary>
    [ConfigurationKeyName(ApplicationInsightsName)]
    public string? ApplicationInsights { get; set; }
}
