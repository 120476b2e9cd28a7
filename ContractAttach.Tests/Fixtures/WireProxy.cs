using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// Stands between an application and its table storage, SMS and e-mail services: counts the calls, and can drop one on its way, keep
/// its answer back, or have it go wrong otherwise. A call that has begun is carried through even where the caller has died meanwhile,
/// as on a real network.
/// </summary>
public sealed partial class WireProxy : IAsyncDisposable
{
    // Azurite's published development account, whose name is the first part of every path.
    private const string StoragePath = "/devstoreaccount1/";

    private static readonly HashSet<string> OfTheConnection =
        new(["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    // A URL must go on exactly as it came: it is what the caller has signed.
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly string _tables;
    private readonly string _communication;
    private readonly WebApplication _server;
    private readonly Lock _gate = new();
    private int _connections;
    private TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WireProxy(string tables, string communication)
    {
        (_tables, _communication) = (tables, communication);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, CountConnections);
        });
        _server = builder.Build();
        _server.Run(PassAsync);
        _disconnected.SetResult();
    }

    /// <summary>For the application: its storage, by way of this proxy.</summary>
    public string StorageConnectionString { get; private set; } = "";

    /// <summary>For the application: SMS and e-mail, by way of this proxy.</summary>
    public string CommunicationConnectionString { get; private set; } = "";

    /// <summary>Asked before a call goes on; false drops it. Null lets all go on.</summary>
    public Func<WireProxyCall, bool>? Forwarding { get; set; }

    /// <summary>Asked when the service has answered, before the caller is; false keeps the answer back.</summary>
    public Func<WireProxyCall, bool>? Answering { get; set; }

    /// <summary>What goes wrong with a call; null for nothing.</summary>
    public Func<WireProxyCall, WireFault?>? Faulting { get; set; }

    /// <summary>Calls so far, by <see cref="WireProxyCall.Kind"/>.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Starts one on a free port.</summary>
    /// <param name="storage">Connection string of the storage behind it.</param>
    /// <param name="communication">Connection string of the SMS and e-mail services behind it.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WireProxy> StartAsync(string storage, string communication, CancellationToken cancellationToken)
    {
        string tables = TableAuthority().Match(storage).Value;
        string services = ServiceAuthority().Match(communication).Value;
        var proxy = new WireProxy(tables, services);
        await proxy._server.StartAsync(cancellationToken);
        string address = proxy._server.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        proxy.StorageConnectionString = storage.Replace(tables, address, StringComparison.Ordinal);
        proxy.CommunicationConnectionString = communication.Replace(services, address, StringComparison.Ordinal);
        return proxy;
    }

    /// <summary>Comes back when no caller is connected and all that was begun has been carried through.</summary>
    public Task DisconnectedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _disconnected.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private void CountConnections(ListenOptions listen) => listen.Use(next => async connection =>
    {
        lock (_gate)
        {
            if (_connections++ == 0)
                _disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            await next(connection);
        }
        finally
        {
            lock (_gate)
            {
                if (--_connections == 0)
                    _disconnected.SetResult();
            }
        }
    });

    private async Task PassAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        WireProxyCall call = WireProxyCall.Of(context.Request.Method, target, context.Request.Headers["Operation-Id"].FirstOrDefault(), body.ToArray());
        _counts.AddOrUpdate(call.Kind, 1, (_, count) => count + 1);
        if (Forwarding?.Invoke(call) == false)
        {
            context.Abort();
            return;
        }

        WireFault? fault = Faulting?.Invoke(call);
        if (fault is not null)
            await Task.Delay(fault.Delay, CancellationToken.None);
        if (fault is { ReachesService: false })
        {
            await FailAsync(context, call, fault);
            return;
        }

        using HttpRequestMessage request = Copy(context.Request, target, call.Body);
        using HttpResponseMessage response = await _client.SendAsync(request, CancellationToken.None);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (Answering?.Invoke(call) == false || context.RequestAborted.IsCancellationRequested)
            context.Abort();
        else if (fault is { Fails: true })
            await FailAsync(context, call, fault);
        else
            await AnswerAsync(context.Response, response, answer);
    }

    private static async Task FailAsync(HttpContext context, WireProxyCall call, WireFault fault)
    {
        if (fault.Status is not { } status)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)status;
        if (fault.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        object error = call.Service == WireProxyService.Tables
            ? new Dictionary<string, object> { ["odata.error"] = new { code = $"{status}", message = new { lang = "en-US", value = "A fault." } } }
            : new { error = new { code = $"{status}", message = "A fault." } };
        await context.Response.WriteAsJsonAsync(error, CancellationToken.None);
    }

    private HttpRequestMessage Copy(HttpRequest original, string target, ReadOnlyMemory<byte> body)
    {
        string authority = target.StartsWith(StoragePath, StringComparison.Ordinal) ? _tables : _communication;
        var request = new HttpRequestMessage(new HttpMethod(original.Method), new Uri(authority + target, AsItIs));
        // The communication services' signature covers the host that was called.
        request.Headers.Host = original.Host.Value;
        if (body.Length > 0)
            request.Content = new ReadOnlyMemoryContent(body);
        foreach ((string name, StringValues values) in original.Headers)
        {
            if (!OfTheConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return request;
    }

    private static async Task AnswerAsync(HttpResponse answer, HttpResponseMessage response, byte[] body)
    {
        answer.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!OfTheConnection.Contains(name))
                answer.Headers[name] = values.ToArray();
        }

        if (body.Length > 0)
            await answer.Body.WriteAsync(body);
    }

    [GeneratedRegex("(?<=TableEndpoint=)http://[^/;]+")]
    private static partial Regex TableAuthority();

    [GeneratedRegex("(?<=endpoint=)http://[^/;]+", RegexOptions.IgnoreCase)]
    private static partial Regex ServiceAuthority();

    /// <summary>The process's signals and console are not the proxy's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
