using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ContractAttach.Benchmarks.Storage;

/// <summary>Stands in front of the table service, passes every call on, and counts it.</summary>
internal sealed class TableCallCounter : IAsyncDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // Of the connection, not of the message.
    private static readonly string[] NotPassedOn = ["Host", "Connection", "Keep-Alive", "Transfer-Encoding"];

    private readonly WebApplication _server;
    private readonly HttpClient _service;
    private readonly ConcurrentDictionary<TableCall, TableCallCount> _counts = [];
    private long _last = TimeProvider.System.GetTimestamp();

    private TableCallCounter(Uri service)
    {
        _service = new HttpClient { BaseAddress = service };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(PassOnAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>How many calls there were of each kind, and what they sent.</summary>
    public IReadOnlyDictionary<TableCall, TableCallCount> Counts => _counts;

    /// <summary>Starts it in front of a table service.</summary>
    public static async Task<TableCallCounter> StartAsync(Uri service, CancellationToken cancellationToken)
    {
        TableCallCounter counter = new(service);
        await counter._server.StartAsync(cancellationToken);
        return counter;
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => _counts.Clear();

    /// <summary>Comes back once there has been no call for a second.</summary>
    public async Task QuietAsync(CancellationToken cancellationToken)
    {
        while (TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _last)) is var since && since < Quiet)
            await Task.Delay(Quiet - since, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _service.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        TableCallCount one = new(1, body.Length);
        _counts.AddOrUpdate(TableCall.Of(context.Request.Method, target, body.ToArray()), one, (_, count) => count + one);
        Interlocked.Exchange(ref _last, TimeProvider.System.GetTimestamp());

        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), target) { Content = new ByteArrayContent(body.ToArray()) };
        foreach ((string name, StringValues values) in context.Request.Headers)
        {
            if (!NotPassedOn.Contains(name) && !request.Headers.TryAddWithoutValidation(name, [.. values]))
                request.Content.Headers.TryAddWithoutValidation(name, [.. values]);
        }

        using HttpResponseMessage answer = await _service.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!NotPassedOn.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        }

        // An answer without content (204) must not be written to, not even nothing.
        byte[] content = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (content.Length > 0)
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
