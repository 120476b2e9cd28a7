using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Telemetry;

/// <summary>Says by its name which setting of telemetry is wrong, and does not repeat what stands there.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) =>
        Complaints(options).ToArray() is { Length: > 0 } complaints ? ValidateOptionsResult.Fail(complaints) : ValidateOptionsResult.Success;

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Complaints(TelemetryOptions options)
    {
        if (!string.IsNullOrEmpty(options.Collector) && !IsAddress(options.Collector))
            yield return TelemetryOptions.CollectorName + " must be an address such as http://collector.example.com:4317.";
        if (!string.IsNullOrEmpty(options.ApplicationInsights) && !IsConnectionString(options.ApplicationInsights))
            yield return TelemetryOptions.ApplicationInsightsName + " must be 'InstrumentationKey=…;IngestionEndpoint=https://…', as Application Insights shows it.";
    }

    // As the exporter takes it: every part with a name and a value, no name twice.
    private static bool IsConnectionString(string text)
    {
        string[][] parts = [.. text.TrimEnd(';').Split(';').Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))];
        string? Value(string name) => Array.Find(parts, part => part[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
        return parts.All(part => part is [{ Length: > 0 }, { Length: > 0 }])
            && parts.DistinctBy(part => part[0], StringComparer.OrdinalIgnoreCase).Count() == parts.Length
            && Value("InstrumentationKey") is not null
            && (Value("IngestionEndpoint") is not { } endpoint || IsAddress(endpoint));
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
