using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using ContractAttach.Attachments;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Telemetry;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Privacy;

/// <summary>Nobody who reads histories, logs or traces learns whom they are about; and no code is kept anywhere.</summary>
public sealed partial class PrivacyTests(DevServicesFixture services)
{
    private static readonly string[] s_categories = ["default", "ContractAttach", "Microsoft", "System", "Azure"];

    [Fact]
    public async Task Histories_logs_and_refusals_hold_nothing_personal_and_no_table_holds_a_code()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string store = $"t{Guid.NewGuid():N}"[..16];
        string directory = Directory.CreateTempSubdirectory("contract-attach-privacy-").FullName;
        ConcurrentQueue<string> written = [];
        await using WireProxy proxy = await WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, cancellationToken);
        proxy.Forwarding = call =>
        {
            if (call.Service == WireProxyService.Tables)
                written.Enqueue($"{call.Kind} {call.Target} {call.Text} {Compressed(call.Text)}");
            return true;
        };
        Dictionary<string, string> settings = ApplicationProcess.Settings(services, proxy, store, Random.Shared);
        settings["Attachment__FirstResendWait"] = "00:00:00";
        foreach (string category in s_categories)
            settings["AzureFunctionsJobHost__logging__logLevel__" + category] = "Trace";

        await using ApplicationProcess process = ApplicationProcess.Start(settings, directory);
        using var deployment = new Deployment((await process.Address)!, new Uri(services.BaseUrl), TimeProvider.System);
        var flow = new PrivacyFlow(deployment);
        await flow.RunAsync();
        await process.StopAsync(cancellationToken);
        Directory.Delete(directory, recursive: true);

        string engine = ApplicationProcess.EngineHub(store);
        List<(string Table, string Row)> rows = await ReadAsync(store, cancellationToken);
        string[] history = [.. rows.Where(row => row.Table.StartsWith(engine, StringComparison.Ordinal)).Select(row => row.Row)];
        string[] sent = [.. written.Where(call => call.Contains(engine, StringComparison.Ordinal))];
        Assert.All(flow.RequestIds, id => Assert.Multiple(
            () => Assert.Contains(history, row => row.Contains(id, StringComparison.Ordinal)),
            () => Assert.Contains(sent, call => call.Contains(id, StringComparison.Ordinal))));
        Assert.Contains(flow.RequestIds[0], process.Output, StringComparison.Ordinal);

        // What is compressed is seen.
        foreach (string[] texts in new[] { history, sent })
        {
            Assert.Contains(texts, text => text.Contains("\"ExecutionStarted\"", StringComparison.Ordinal));
            Assert.Contains(texts, text => text.Contains("\"SendsLeft\"", StringComparison.Ordinal));
        }

        IEnumerable<string> found =
        [
            .. Find(flow.Secrets, "a row of the engine", history),
            .. Find(flow.Secrets, "a call that writes such a row", sent),
            .. Find(flow.Secrets, "the log", process.Output.Split('\n')),
            .. Find(flow.Secrets, "an answer to what is refused", flow.Refusals),
            .. Find([.. flow.Codes, flow.OtherToken], "a row", rows.Select(row => row.Row)),
            .. Find([.. flow.Codes, flow.OtherToken], "a call that writes a row", written),
        ];
        Assert.Empty(found);
    }

    [Fact]
    public async Task Traces_hold_nothing_personal()
    {
        ConcurrentQueue<string> traces = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(Describe(activity)),
        };
        ActivitySource.AddActivityListener(listener);
        await using TestApplication application = await TestApplication.StartAsync(services, replace: all => all
            .Configure<AttachmentOptions>(options => options.FirstResendWait = TimeSpan.Zero)
            .AddSingleton<IStartupFilter, TracedAddresses>());
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
        var flow = new PrivacyFlow(deployment);
        await flow.RunAsync();

        Assert.Contains(traces, trace => trace.Contains("url.path=/api/v1/attach-requests", StringComparison.Ordinal));

        // The test is a client of the application, and traced with it; what a browser does with an address is another matter.
        Assert.Empty(Find(flow.Secrets, "a trace", traces.Where(trace => !trace.Contains("url.full=" + application.BaseUrl, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_is_exported_as_telemetry_holds_nothing_personal()
    {
        await using TelemetryCollector collector = await TelemetryCollector.StartAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string?> settings = collector.Settings(services);
        settings["Attachment__FirstResendWait"] = "00:00:00";
        foreach (string category in s_categories)
            settings["AzureFunctionsJobHost__logging__logLevel__" + category] = "Trace";
        PrivacyFlow flow;
        await using (TestApplication application = await TestApplication.StartAsync(settings))
        {
            using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
            flow = new PrivacyFlow(deployment);
            await flow.RunAsync();
        }

        string[] exported = [collector.Text("/v1/traces"), collector.Text("/v1/metrics"), collector.Text("/v1/logs")];
        Assert.Contains("activity:SendCode", exported[0], StringComparison.Ordinal);
        Assert.Contains("contract_attach.codes.sent", exported[1], StringComparison.Ordinal);
        Assert.Contains(flow.RequestIds[0], exported[2], StringComparison.Ordinal);
        Assert.Empty(Find(flow.Secrets, "what is exported", exported));
    }

    [Fact]
    public void A_secret_is_found_in_whatever_form()
    {
        Secret number = Secret.Number("number", "+33612345678");
        string utf16 = Encoding.Latin1.GetString(Encoding.Unicode.GetBytes("0612345678"));
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"line":"+33612345678"}"""));
        Assert.All(
            ["tel:+33612345678.", "06 12 34 56 78", "06.12.34.56.78", "33612345678", "0612345678", "%2B33612345678", "\\u002B33612345678", Convert.ToHexString(Encoding.UTF8.GetBytes("0612345678")), utf16, base64],
            text => Assert.NotNull(number.FindIn(text)));
        Assert.NotNull(new Secret("name", "Théodrade").FindIn("Th\\u00E9odrade"));
        Assert.Null(number.FindIn("06 •• •• •• 78"));
    }

    private static IEnumerable<string> Find(IEnumerable<Secret> secrets, string where, IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        return secrets.SelectMany(secret => all.Select(secret.FindIn).OfType<string>().Take(1).Select(piece => $"{secret.What} stands in {where}: …{piece}…"));
    }

    /// <summary>Every table of the run, every row, every column.</summary>
    private async Task<List<(string Table, string Row)>> ReadAsync(string store, CancellationToken cancellationToken)
    {
        var account = new TableServiceClient(services.StorageConnectionString);
        List<(string Table, string Row)> rows = [];
        string filter = TableClient.CreateQueryFilter($"TableName ge {store} and TableName lt {store + '~'}");
        await foreach (TableItem table in account.QueryAsync(filter, cancellationToken: cancellationToken))
        {
            await foreach (TableEntity row in account.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
                rows.Add((table.Name, string.Join('\n', row.Select(column => $"{column.Key}={Text(column.Value)}"))));
        }

        return rows;
    }

    private static string? Text(object? value) => value switch
    {
        byte[] bytes => Encoding.Latin1.GetString(bytes) + Uncompressed(bytes),
        BinaryData data => Encoding.Latin1.GetString(data.ToMemory().Span),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // The compressed properties among those that a call carries.
    private static string Compressed(string call) => string.Join('\n', Binary().Matches(call).Select(property =>
        Uncompressed(Convert.FromBase64String(Regex.Unescape(property.Groups["base64"].Value)))));

    // Null for what is binary for another reason.
    private static string? Uncompressed(byte[] bytes)
    {
        try
        {
            return CompressedText.Read(bytes);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("""
        "(?<name>\w+)":"(?<base64>[^"]+)","\k<name>@odata.type":"Edm.Binary"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Binary();

    private static string Describe(Activity activity) => string.Join(
        '\n',
        [
            $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}",
            .. activity.TagObjects.Concat(activity.Events.SelectMany(happened => happened.Tags)).Select(tag => $"{tag.Key}={Text(tag.Value)}"),
            .. activity.Baggage.Select(item => $"{item.Key}={item.Value}"),
        ]);
}
