using System.Diagnostics;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Telemetry;

/// <summary>What leaves the application as telemetry, read at the wire.</summary>
public sealed class ExportTests(DevServicesFixture services)
{
    [Fact]
    public async Task Metrics_traces_and_logs_are_exported_and_tell_nothing_of_anybody()
    {
        await using TelemetryCollector collector = await TelemetryCollector.StartAsync(TestContext.Current.CancellationToken);
        TestContract contract;
        Channel channel;
        string code;
        string id;
        await using (TestApplication application = await TestApplication.StartAsync(collector.Settings(services)))
        {
            using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
            channel = await deployment.CustomerAsync();
            contract = await deployment.ImportAsync(TestContract.Mobile());

            // As often as the sender tries at once: that is logged.
            await deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 500, to = contract.Line, count = 3 });
            id = await channel.BeginAsync(contract, new { kind = "other", firstName = "Zénobie", lastName = "Quatremère" }, channel.Contact);
            code = await channel.CodeAsync(contract);
            (await channel.EnterAsync(id, code)).Expect(200);
            await channel.UntilAsync(id, "attached");
        }

        string metrics = collector.Text("/v1/metrics");
        string traces = collector.Text("/v1/traces");
        string logs = collector.Text("/v1/logs");
        Assert.Contains("contract_attach.requests.ended", metrics, StringComparison.Ordinal);
        Assert.Contains("attached", metrics, StringComparison.Ordinal);
        Assert.Contains("url.full", traces, StringComparison.Ordinal);
        Assert.Contains(id, logs, StringComparison.Ordinal);
        foreach (string secret in new[] { contract.Line, contract.Line.TrimStart('+'), contract.CustomerNumber, channel.Person.Email!, code, "Quatrem", "Bearer" })
        {
            Assert.DoesNotContain(secret, metrics, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, traces, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, logs, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_a_failed_send_it_is_exported_that_it_failed_and_not_what_the_service_answered()
    {
        const string Answer = "The recipient +33612345678 is not valid.";
        await using TelemetryCollector collector = await TelemetryCollector.StartAsync(TestContext.Current.CancellationToken);
        await using (TestApplication application = await TestApplication.StartAsync(collector.Settings(services)))
        {
            // As Azure.Communication's own clients make theirs.
            using ActivitySource source = new("Azure.Communication.Sms");
            using Activity? span = source.StartActivity("SmsClient.Send");
            Assert.NotNull(span);
            span.SetTag("error.type", "BadRequest").SetStatus(ActivityStatusCode.Error, Answer);
        }

        string traces = collector.Text("/v1/traces");
        Assert.Contains("SmsClient.Send", traces, StringComparison.Ordinal);
        Assert.Contains("BadRequest", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("33612345678", traces, StringComparison.Ordinal);
    }

    // Alerts count them.
    [Fact]
    public async Task With_Application_Insights_too_every_trace_is_exported()
    {
        await using TelemetryCollector collector = await TelemetryCollector.StartAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string?> settings = collector.Settings(services);
        settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint=http://127.0.0.1:9/";
        string[] names = [.. Enumerable.Range(100, 100).Select(number => $"Span{number}")];
        await using (TestApplication application = await TestApplication.StartAsync(settings))
        {
            using ActivitySource source = new("Azure.Communication.Sms");
            foreach (string name in names)
                source.StartActivity(name)?.Dispose();
        }

        string traces = collector.Text("/v1/traces");
        Assert.All(names, name => Assert.Contains(name, traces, StringComparison.Ordinal));
    }
}
