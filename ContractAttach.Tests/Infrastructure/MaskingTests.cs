using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>No holder's link is stored, whatever the Functions host tells of the calls that it takes in; nor whom a message went to.</summary>
[Collection<TemplateGroup>]
public sealed partial class MaskingTests(CompiledTemplates compiled)
{
    // By table, where an address can stand: the columns of the tables' reference that a call's name, address or text goes to.
    private static readonly Dictionary<string, string[]> s_columns = new()
    {
        ["Microsoft-Table-AppRequests"] = ["Name", "Url", "OperationName", "Properties"],
        ["Microsoft-Table-AppDependencies"] = ["Name", "Data", "Target", "OperationName", "Properties"],
        ["Microsoft-Table-AppTraces"] = ["Message", "OperationName", "Properties"],
        ["Microsoft-Table-AppExceptions"] = ["Message", "OuterMessage", "InnermostMessage", "ProblemId", "OperationName", "Details", "Properties"],
    };

    // https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql; a rule with any other is refused.
    private static readonly HashSet<string> s_known = ["iif", "strcat", "substring", "indexof", "tolower", "tostring", "parse_json"];

    [Fact]
    public void Every_column_that_an_address_can_stand_in_is_masked()
    {
        Assert.Subset(Queries.Select(query => query.Stream).ToHashSet(), s_columns.Keys.ToHashSet());
        foreach ((string stream, string query) in Queries.IntersectBy(s_columns.Keys, query => query.Stream))
            Assert.Equal($"source | extend {string.Join(", ", s_columns[stream].Select(Masked))}", query);
    }

    [Fact]
    public void Whom_a_message_went_to_is_masked()
    {
        Dictionary<string, string> queries = Queries.ToDictionary(query => query.Stream, query => query.Query);
        Assert.Equal("source | extend PhoneNumber = strcat(substring(PhoneNumber, 0, 7), '…')", queries["Microsoft-Table-ACSSMSIncomingOperations"]);
        Assert.Equal(
            "source | extend RecipientId = iif(RecipientId contains '@', strcat('…', substring(RecipientId, indexof(RecipientId, '@'))), RecipientId), "
            + "FailureMessage = iif(FailureMessage contains '@', '…', FailureMessage)",
            queries["Microsoft-Table-ACSEmailStatusUpdateOperational"]);
    }

    // Every other log of messages would have to be looked at for what it tells.
    [Fact]
    public void Of_messages_those_logs_alone_are_kept()
    {
        JsonArray logs = compiled.Resources.Single(resource => resource.Type == "Microsoft.Insights/diagnosticSettings" && resource.ScopeType == "Microsoft.Communication/communicationServices").Properties["logs"]!.AsArray();
        Assert.Equal(["SMSOperational", "EmailSendMailOperational", "EmailStatusUpdateOperational"], logs.Select(log => (string)log!["category"]!));
    }

    [Fact]
    public void Only_known_functions_are_called() =>
        Assert.All(Queries, query => Assert.Subset(s_known, Call().Matches(query.Query).Select(call => call.Value).ToHashSet()));

    [Fact]
    public void The_workspace_takes_records_in_through_the_rule()
    {
        TemplateResource[] written = [.. compiled.Resources.Where(resource => resource.Type == "Microsoft.OperationalInsights/workspaces")];
        Assert.Equal(2, written.Length);
        Assert.Equal(written[0].Id, written[1].Id);
        Assert.Contains("masking", (string?)written[1].Properties["defaultDataCollectionRuleResourceId"], StringComparison.Ordinal);
        JsonNode again = written[1].Properties.DeepClone();
        again["defaultDataCollectionRuleResourceId"] = null;
        Assert.Equal(written[0].Properties.ToJsonString(), again.ToJsonString());

        JsonObject rule = Rule.Properties;
        Assert.Empty(rule["dataSources"]!.AsObject());
        JsonNode destination = Assert.Single(rule["destinations"]!["logAnalytics"]!.AsArray())!;
        Assert.Contains("workspace", (string?)destination["workspaceResourceId"], StringComparison.Ordinal);
        Assert.All(rule["dataFlows"]!.AsArray(), flow => Assert.Equal((string?)destination["name"], (string?)Assert.Single(flow!["destinations"]!.AsArray())));
    }

    private IEnumerable<(string Stream, string Query)> Queries =>
        Rule.Properties["dataFlows"]!.AsArray().Select(flow => ((string)Assert.Single(flow!["streams"]!.AsArray())!, (string)flow["transformKql"]!));

    private TemplateResource Rule => compiled.Resources.Single(resource => resource.Type == "Microsoft.Insights/dataCollectionRules");

    private static string Masked(string column) => column is "Properties" or "Details"
        ? $$"""{{column}} = iif(tostring({{column}}) contains 'revocations/', parse_json('{"masked":"…"}'), {{column}})"""
        : $"{column} = iif({column} contains 'revocations/', strcat(substring({column}, 0, indexof(tolower({column}), 'revocations/') + {"revocations/".Length}), '…'), {column})";

    [GeneratedRegex(@"\w+(?=\()")]
    private static partial Regex Call();
}
