using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using ContractAttach.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ContractAttach.Functions.Telemetry;

/// <summary>Sends traces, metrics and log lines to where the settings say; to nowhere, and at no cost, where they say nothing.</summary>
internal static class TelemetryServiceCollectionExtensions
{
    // As OpenTelemetry names it: opentelemetry.io/docs/specs/otel/protocol/exporter
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // As Application Insights names it: learn.microsoft.com/azure/azure-functions/functions-app-settings
    private const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Adds the exporters.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        string? connection = configuration[ApplicationInsights];
        bool collected = !string.IsNullOrEmpty(configuration[Collector]);
        if (string.IsNullOrEmpty(connection) && !collected)
            return services;

        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(RequestMetrics.Meter))
            .WithLogging(configureBuilder: null, logging => logging.IncludeFormattedMessage = true)
            .WithTracing(tracing => tracing
                // Orchestrations, Azure's clients, and the calls below them.
                .AddSource("Microsoft.DurableTask", "Azure.*")
                .AddHttpClientInstrumentation()
                .AddProcessor<AddressShortener>());
        if (collected)
            telemetry.UseOtlpExporter();
        if (!string.IsNullOrEmpty(connection))
        {
            // Nobody is let in by the key in the connection string.
            void To(AzureMonitorExporterOptions exporter) => (exporter.ConnectionString, exporter.Credential) = (connection, new DefaultAzureCredential());
            telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(To))
                .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(To))
                .WithLogging(logging => logging.AddAzureMonitorLogExporter(To));
        }

        return services;
    }
}
