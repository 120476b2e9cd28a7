using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ContractAttach.Contracts;
using Polly;
using Polly.Retry;

namespace ContractAttach.Import;

/// <summary>The operator's import over HTTP. A call that breaks off is made again: the same import again changes nothing.</summary>
internal sealed class OperatorApi
{
    // Some five minutes in all, where the service does not say itself how long to wait; half a minute where it has never answered.
    private const int Tries = 10;
    private const int TriesUnheard = 5;

    /// <summary>The longest wait before a call is made again, whatever the service asks for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _untilAnswered;
    private bool _heard;

    /// <summary>An import by this client, which knows the service's address and bears the operator's token.</summary>
    /// <param name="http">The client.</param>
    /// <param name="progress">Where waits are told.</param>
    /// <param name="time">The clock.</param>
    public OperatorApi(HttpClient http, TextWriter progress, TimeProvider time)
    {
        _http = http;
        _untilAnswered = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
            {
                { Result: { } response } => IsPassing(response),
                { Exception: HttpRequestException } => _heard || arguments.AttemptNumber < TriesUnheard,
                _ => false,
            }),
            MaxRetryAttempts = Tries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromMinutes(1),
            DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, time)),
            OnRetry = arguments => new ValueTask(progress.WriteLineAsync(
                $"{Failure(arguments.Outcome)}: trying again in {Math.Ceiling(arguments.RetryDelay.TotalSeconds)} s.")),
        }).Build();
    }

    /// <summary>Sends lines.</summary>
    /// <returns>What was done with them; line numbers are those of the call.</returns>
    /// <exception cref="ImportFailedException">They may not all have been taken.</exception>
    public async Task<ImportResult> SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _untilAnswered.ExecuteAsync(async cancel => await PostAsync(lines, cancel), cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new ImportFailedException(await ExplainAsync(response, cancellationToken));
            return await response.Content.ReadFromJsonAsync<ImportResult>(cancellationToken) is { Errors: not null } result ? result : throw NoImport();
        }
        catch (HttpRequestException exception)
        {
            throw new ImportFailedException($"The service cannot be reached: {exception.Message}");
        }
        catch (JsonException)
        {
            throw NoImport();
        }
    }

    /// <summary>What answers is another service.</summary>
    public static ImportFailedException NoImport() => new("The service's answer is not that of an import: is this the address of ContractAttach?");

    private async Task<HttpResponseMessage> PostAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/operator/contracts") { Content = new ReadOnlyMemoryContent(lines) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        _heard = true;
        return response;
    }

    private static bool IsPassing(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => AtMost(delta),
        { Date: { } date } when date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero => AtMost(wait),
        _ => null,
    };

    private static TimeSpan AtMost(TimeSpan wait) => wait < LongestWait ? wait : LongestWait;

    private static string Failure(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { } response ? $"The service answers {(int)response.StatusCode}" : $"The service cannot be reached ({outcome.Exception!.Message})";

    // The service's own words, where there are any.
    private static async Task<string> ExplainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? detail = null;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
            detail = (await response.Content.ReadFromJsonAsync<ProblemDocument>(cancellationToken))?.Detail;
        string hint = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => " The token is wrong or has run out: give another one.",
            HttpStatusCode.Forbidden => " The token lacks the role operator.",
            _ => "",
        };
        return $"The service answers {(int)response.StatusCode}: {detail ?? response.ReasonPhrase}{hint}";
    }

    private sealed record ProblemDocument(string? Detail);
}
