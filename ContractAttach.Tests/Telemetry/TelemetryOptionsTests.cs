using ContractAttach.Functions.Telemetry;
using Xunit;

namespace ContractAttach.Tests.Telemetry;

/// <summary>What the portal shows and what collectors are reached by is taken; what is not, the tests of the start say.</summary>
public sealed class TelemetryOptionsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("http://localhost:4317", null)]
    [InlineData("https://collector.example.com/v1", null)]
    [InlineData(null, "InstrumentationKey=00000000-0000-0000-0000-000000000001")]
    [InlineData(null, "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://westeurope-5.in.example.com/;LiveEndpoint=https://westeurope.example.com/;ApplicationId=00000000-0000-0000-0000-000000000002;")]
    public void Good_settings_are_taken(string? collector, string? applicationInsights) =>
        Assert.Empty(TelemetryOptionsValidator.Complaints(new() { Collector = collector, ApplicationInsights = applicationInsights }));
}
