using System.Diagnostics;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Xunit;

namespace ContractAttach.Tests.Telemetry;

/// <summary>An attachment is one trace: from the channel's call over the orchestration to SMS and e-mails.</summary>
public sealed class TraceTests(DevServicesFixture services)
{
    [Fact]
    public async Task A_call_its_orchestration_its_SMS_and_its_emails_are_one_trace()
    {
        await using TelemetryCollector collector = await TelemetryCollector.StartAsync(TestContext.Current.CancellationToken);
        List<Activity> exported = [];
        ActivityTraceId started;
        ActivityTraceId entered;
        await using (TestApplication application = await TestApplication.StartAsync(
            collector.Settings(services), replace: all => all.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter(exported))))
        {
            using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
            Channel channel = await deployment.CustomerAsync();
            TestContract contract = await deployment.ImportAsync(TestContract.Mobile());
            (started, string id) = await TracedAsync(() => channel.BeginAsync(contract, new { kind = "me" }, channel.Contact));
            string code = await channel.CodeAsync(contract);
            (entered, _) = await TracedAsync(() => channel.EnterAsync(id, code));
            await channel.UntilAsync(id, "attached");
            await deployment.WaitForMessagesAsync(contract.HolderEmail!, "email", 1);
        }

        Activity[] trace = [.. exported.Where(span => span.TraceId == started)];
        Activity call = Assert.Single(trace, span => span.DisplayName == "POST api/v1/attach-requests");
        Activity function = Assert.Single(trace, span => span.DisplayName == "function StartAttachRequest");
        Activity create = Assert.Single(trace, span => span.DisplayName.StartsWith("create_orchestration:AttachContract", StringComparison.Ordinal));
        Assert.All([call, function], caller => Assert.True(IsWithin(create, caller)));
        Activity sms = Assert.Single(trace, span => span.DisplayName.StartsWith("activity:SendCode", StringComparison.Ordinal));
        Activity link = Assert.Single(trace, span => span.DisplayName.StartsWith("activity:LinkContract", StringComparison.Ordinal));
        Assert.All([sms, link], activity => Assert.True(IsWithin(activity, create)));
        Assert.Single(Sends(sms));
        Assert.Equal(2, Sends(link).Count());
        Assert.Contains(exported, span => span.TraceId == entered && span.DisplayName == "orchestration_event:Input");

        IEnumerable<Activity> Sends(Activity within) => trace.Where(span =>
            span.Source.Name == "System.Net.Http" && Equals(span.GetTagItem("http.request.method"), "POST") && Equals(span.GetTagItem("url.full"), services.BaseUrl) && IsWithin(span, within));

        bool IsWithin(Activity span, Activity ancestor) =>
            span.SpanId == ancestor.SpanId || trace.Any(parent => parent.SpanId == span.ParentSpanId && IsWithin(parent, ancestor));
    }

    // As a channel does that is traced itself.
    private static async Task<(ActivityTraceId Trace, T Result)> TracedAsync<T>(Func<Task<T>> call)
    {
        using Activity channel = new Activity("channel") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        return (channel.TraceId, await call());
    }
}
