using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ContractAttach.DevServices.Hosting;
using ContractAttach.DevServices.Messages;
using ContractAttach.DevServices.SignIn;

namespace ContractAttach.DevServices.Sms;

/// <summary>
/// Posts delivery reports to the configured hook, as Event Grid does: once the hook has agreed to them (the handshake of the
/// CloudEvents web hook), beside the sends, with a few tries each.
/// </summary>
internal sealed partial class DeliveryReports(
    DevServicesOptions options, IHttpClientFactory clients, TokenIssuer tokens, TimeProvider clock, ILogger<DeliveryReports> logger) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];
    private const string Origin = "eventgrid.azure.net";
    private readonly Channel<Message> _queue = Channel.CreateUnbounded<Message>();
    private volatile bool _agreed;

    /// <summary>Has a message reported, where a hook is configured.</summary>
    public void Enqueue(Message message)
    {
        if (!string.IsNullOrEmpty(options.DeliveryReportHook))
            _queue.Writer.TryWrite(message);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _queue.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (message, cancellationToken) => await ReportAsync(message, cancellationToken));

    private async Task ReportAsync(Message message, CancellationToken cancellationToken)
    {
        string report = JsonSerializer.Serialize(DeliveryReport.Of(message, clock.GetUtcNow()), JsonSerializerOptions.Web);
        foreach (TimeSpan pause in Pauses)
        {
            if (await PostedAsync(report, cancellationToken))
                return;
            await Task.Delay(pause, clock, cancellationToken);
        }

        if (!await PostedAsync(report, cancellationToken))
            NotTaken(logger, message.MessageId, options.DeliveryReportHook);
    }

    private async Task<bool> PostedAsync(string report, CancellationToken cancellationToken)
    {
        using HttpClient client = clients.CreateClient();
        try
        {
            _agreed = _agreed || await AgreedAsync(client, cancellationToken);
            if (!_agreed)
                return false;

            using HttpRequestMessage request = new(HttpMethod.Post, options.DeliveryReportHook);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.ForHooks());
            request.Content = new StringContent(report, Encoding.UTF8, "application/cloudevents+json");
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> AgreedAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Options, options.DeliveryReportHook);
        request.Headers.Add("WebHook-Request-Origin", Origin);
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            && response.Headers.TryGetValues("WebHook-Allowed-Origin", out IEnumerable<string>? allowed)
            && allowed.Any(origin => origin is Origin or "*");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery report of {MessageId} was not taken by {Hook}.")]
    private static partial void NotTaken(ILogger logger, string messageId, string? hook);
}
