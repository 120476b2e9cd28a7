using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ContractAttach.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Tests.Telemetry;

/// <summary>Takes what is exported by OTLP over HTTP, as it is on the wire.</summary>
internal sealed class TelemetryCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Text)> _taken = [];
    private readonly WebApplication _server;

    private TelemetryCollector()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    /// <summary>The settings of an application of its own that exports to here.</summary>
    public Dictionary<string, string?> Settings(DevServicesFixture services) => new(TestApplication.Settings(services))
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _server.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>All that came to a path: texts stand in it as they are.</summary>
    public string Text(string path) => string.Concat(_taken.Where(taken => taken.Path == path).Select(taken => taken.Text));

    /// <summary>Starts one.</summary>
    public static async Task<TelemetryCollector> StartAsync(CancellationToken cancellationToken)
    {
        TelemetryCollector collector = new();
        await collector._server.StartAsync(cancellationToken);
        return collector;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _taken.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
