using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using ContractAttach.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ContractAttach.Functions.Telemetry;

/// <summary>Sends traces, metrics and log lines to where the settings say; to nowhere, and at no cost, where they say nothing.</summary>
internal static class TelemetryServiceCollectionExtensions
{
    /// <summary>Adds the exporters.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<TelemetryOptions>().Bind(configuration);
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        TelemetryOptions options = configuration.Get<TelemetryOptions>() ?? new();
        string? connection = options.ApplicationInsights;
        bool collected = !string.IsNullOrEmpty(options.Collector);

        // With what is wrong the exporters would fail before the start can say so.
        if ((string.IsNullOrEmpty(connection) && !collected) || TelemetryOptionsValidator.Complaints(options).Any())
            return services;

        IOpenTelemetryBuilder telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(RequestMetrics.Meter))
            .WithLogging(configureBuilder: null, logging => logging.IncludeFormattedMessage = true)
            .WithTracing(tracing => tracing
                // Orchestrations, Azure's clients, and the calls below them.
                .AddSource("Microsoft.DurableTask", "Azure.*")
                .AddHttpClientInstrumentation()
                .AddProcessor<SpanRedactor>());
        if (collected)
            telemetry.UseOtlpExporter();
        if (!string.IsNullOrEmpty(connection))
        {
            // Nobody is let in by the key in the connection string. All is sent, since alerts count it: by itself the exporter keeps five traces a
            // second, and drops the log lines of the others (AzureMonitorExporterOptions.TracesPerSecond).
            void To(AzureMonitorExporterOptions exporter) =>
                (exporter.ConnectionString, exporter.Credential, exporter.TracesPerSecond, exporter.SamplingRatio) = (connection, new DefaultAzureCredential(), null, 1);
            telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(To))
                .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(To))
                .WithLogging(logging => logging.AddAzureMonitorLogExporter(To));
        }

        return services;
    }
}
