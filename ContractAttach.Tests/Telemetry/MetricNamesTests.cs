using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Telemetry;
using ContractAttach.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Telemetry;

/// <summary>What operators are told to watch, and what wakes them, is what is measured.</summary>
public sealed partial class MetricNamesTests
{
    [Fact]
    public async Task Documented_metrics_are_those_that_there_are()
    {
        SortedSet<string> instruments = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == RequestMetrics.Meter)
                    instruments.Add(instrument.Name);
            },
        };
        listener.Start();
        using ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<RequestMetrics>().AddSingleton<CleanupMetrics>().BuildServiceProvider();
        services.GetRequiredService<RequestMetrics>();
        services.GetRequiredService<CleanupMetrics>();

        Assert.Equal(instruments, await NamesAsync(Path.Combine(AppContext.BaseDirectory, "docs", "operating.md")));
        SortedSet<string> alerts = await NamesAsync(Path.Combine(BicepCompiler.Folder, "modules", "alerts.bicep"));
        Assert.NotEmpty(alerts);
        Assert.Subset(instruments, alerts);
    }

    private static async Task<SortedSet<string>> NamesAsync(string file) =>
        [.. Name().Matches(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Select(match => match.Value)];

    [GeneratedRegex("contract_attach\\.[a-z_]+\\.[a-z_]+")]
    private static partial Regex Name();
}
