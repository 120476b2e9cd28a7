using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ContractAttach.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>Delivery reports reach the hook.</summary>
public sealed class DeliveryReportTests(DevServicesFixture shared) : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-tests-").FullName;
    private readonly Channel<(string Authorization, string ContentType, JsonObject Report)> _reports =
        Channel.CreateUnbounded<(string, string, JsonObject)>();

    private WebApplication _hook = null!;
    private DevServicesProcess _services = null!;
    private int _refusals;
    private int _disagreements;
    private int _handshakes;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _hook = builder.Build();
        _hook.MapPost("/hook", TakeAsync);
        _hook.MapMethods("/hook", ["OPTIONS"], Agree);
        await _hook.StartAsync();
        Dictionary<string, string> settings = shared.Process.SameAzurite();
        settings["DevServices__DeliveryReportHook"] = $"{_hook.Urls.First()}/hook";
        settings["DevServices__DeliveryReportAudience"] = "some-hooks";
        _services = await DevServicesProcess.StartAsync(_directory, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _hook.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Delivered_IsReported()
    {
        using HttpResponseMessage sent = await _services.SmsAsync("+33611000201", tag: "request:2");

        (string authorization, string contentType, JsonObject report) = await _reports.Reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("application/cloudevents+json; charset=utf-8", contentType);
        Assert.Equal(("1.0", "Microsoft.Communication.SMSDeliveryReportReceived"), ((string)report["specversion"]!, (string)report["type"]!));
        JsonNode data = report["data"]!;
        Assert.Equal(
            ((string)(await sent.JsonAsync())["value"]![0]!["messageId"]!, "+33611000201", "Delivered", "request:2"),
            ((string)data["messageId"]!, (string)data["to"]!, (string)data["deliveryStatus"]!, (string)data["tag"]!));
        JsonWebToken token = new(authorization["Bearer ".Length..]);
        Assert.Equal((_services.BaseUrl, "some-hooks"), (token.Issuer, token.Audiences.Single()));
    }

    [Fact]
    public async Task ReportFailed_IsReportedAsFailed()
    {
        using HttpResponseMessage fault = await _services.Http.PostAsJsonAsync(
            "/dev/faults", new { kind = "sms", mode = "reportFailed", count = 1 }, TestContext.Current.CancellationToken);

        using HttpResponseMessage sent = await _services.SmsAsync("+33611000202");

        Assert.Equal("Failed", (string?)(await _reports.Reader.ReadAsync(TestContext.Current.CancellationToken)).Report["data"]!["deliveryStatus"]);
    }

    [Fact]
    public async Task RefusedReport_IsTriedAgain()
    {
        _refusals = 1;

        using HttpResponseMessage sent = await _services.SmsAsync("+33611000203");

        Assert.Equal("+33611000203", (string?)(await _reports.Reader.ReadAsync(TestContext.Current.CancellationToken)).Report["data"]!["to"]);
    }

    [Fact]
    public async Task Reports_AreSentOnceTheHookAgrees()
    {
        _disagreements = 1;

        using HttpResponseMessage sent = await _services.SmsAsync("+33611000204");
        await _reports.Reader.ReadAsync(TestContext.Current.CancellationToken);
        using HttpResponseMessage next = await _services.SmsAsync("+33611000205");
        await _reports.Reader.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, _handshakes);
    }

    private void Agree(HttpContext context)
    {
        Interlocked.Increment(ref _handshakes);
        if (Interlocked.Decrement(ref _disagreements) < 0)
            context.Response.Headers["WebHook-Allowed-Origin"] = context.Request.Headers["WebHook-Request-Origin"];
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        JsonObject report = (await context.Request.ReadFromJsonAsync<JsonObject>())!;
        await _reports.Writer.WriteAsync((context.Request.Headers.Authorization.ToString(), context.Request.ContentType!, report));
    }
}
