using System.Globalization;
using Azure;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ContractAttach.Notifications.Acs;

/// <summary>
/// The way to one service: two quick retries where a blip may have passed, no call for some seconds where the service is
/// down or has asked to wait. Longer patience is the caller's: an activity's retry policy, the clean-up.
/// </summary>
internal sealed class ServiceGate
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly string _service;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _pipeline;
    private long _closedUntil;

    /// <summary>A gate of its own for each service.</summary>
    /// <param name="service">What exceptions call it.</param>
    /// <param name="time">The clock.</param>
    public ServiceGate(string service, TimeProvider time)
    {
        _service = service;
        _time = time;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = outcome => new(IsBlip(outcome.Outcome.Exception)),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = outcome => new(IsPassing(outcome.Outcome.Exception)),
                FailureRatio = 0.9,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(TimeSpan.FromSeconds(10))
            .Build();
    }

    /// <summary>Whether a status may be another one later: no answer, too slow, too many, a failing service.</summary>
    public static bool IsPassing(int status) => status is 0 or 408 or 429 or >= 500;

    /// <summary>Calls the service.</summary>
    /// <exception cref="RequestFailedException">Its status is 400: this message will never be taken.</exception>
    /// <exception cref="MessageNotSentException">Anything else that went wrong.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow().UtcTicks < Interlocked.Read(ref _closedUntil))
            throw new MessageNotSentException(_service, "it asked to wait");
        try
        {
            return await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status != 400)
        {
            if (RetryAfter(exception) is TimeSpan wait)
                Interlocked.Exchange(ref _closedUntil, (_time.GetUtcNow() + wait).UtcTicks);
            throw new MessageNotSentException(_service, $"status {exception.Status} {exception.ErrorCode}".TrimEnd());
        }
        catch (Exception exception) when (exception is not RequestFailedException && !cancellationToken.IsCancellationRequested)
        {
            throw new MessageNotSentException(_service, exception.GetType().Name);
        }
    }

    private static bool IsPassing(Exception? exception) =>
        exception is TimeoutRejectedException || (exception is RequestFailedException failed && IsPassing(failed.Status));

    /// <summary>A failure that a moment may mend: not one that took its time already, nor one that asks for more of it.</summary>
    private static bool IsBlip(Exception? exception) =>
        exception is RequestFailedException failed && IsPassing(failed.Status) && failed.Status != 429 && failed.GetRawResponse()?.Headers.Contains("Retry-After") != true;

    private TimeSpan? RetryAfter(RequestFailedException exception)
    {
        if (exception.GetRawResponse()?.Headers.TryGetValue("Retry-After", out string? text) != true)
            return null;
        TimeSpan wait = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset until) ? until - _time.GetUtcNow() : TimeSpan.Zero;
        return wait < LongestWait ? wait : LongestWait;
    }
}
