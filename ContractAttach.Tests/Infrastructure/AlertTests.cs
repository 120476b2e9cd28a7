using System.Text.RegularExpressions;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>Whoever is woken finds what it means and what to do, and is woken by every alert.</summary>
[Collection<TemplateGroup>]
public sealed partial class AlertTests(CompiledTemplates compiled)
{
    private const string Prefix = "contract-attach-";

    private IEnumerable<TemplateResource> Alerts => compiled.Resources.Where(resource => resource.Type is "Microsoft.Insights/scheduledQueryRules" or "Microsoft.Insights/metricAlerts");

    [Fact]
    public async Task Documented_alerts_are_those_that_there_are()
    {
        Assert.All(Alerts, alert => Assert.StartsWith(Prefix, alert.Name, StringComparison.Ordinal));
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "operating.md"), TestContext.Current.CancellationToken);
        string table = text[text.IndexOf("\n## Alerts\n", StringComparison.Ordinal)..text.IndexOf("\n## Backup and restore\n", StringComparison.Ordinal)];
        Assert.Equal(Alerts.Select(alert => alert.Name[Prefix.Length..]).Order(StringComparer.Ordinal), Row().Matches(table).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alert_is_sent_to_the_operators()
    {
        Assert.Single(compiled.Resources, resource => resource.Type == "Microsoft.Insights/actionGroups");
        Assert.All(Alerts, alert => Assert.Contains("actionGroups/contract-attach", alert.Properties["actions"]!.ToJsonString(), StringComparison.Ordinal));
        Assert.All(Alerts, alert => Assert.True((bool)alert.Properties["enabled"]!));
    }

    [Fact]
    public async Task Codes_of_an_hour_are_watched_by_the_operators_number()
    {
        IEnumerable<TemplateResource> resources = await CompiledTemplates.ProductionAsync(("CODES_PER_HOUR", "1234"));
        string query = (string)resources.Single(resource => resource.Name == Prefix + "codes-many").Properties["criteria"]!["allOf"]![0]!["query"]!;
        Assert.Contains("| where sent > 1234\n", query, StringComparison.Ordinal);
    }

    // What it means, and what to do.
    [GeneratedRegex("^\\| `(?<name>[a-z-]+)` \\| [^|]{10,} \\| [^|]{10,} \\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
