using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;

namespace ContractAttach.Contracts;

/// <summary>How often the operator's directory is asked, and how long: someone waits for the answer.</summary>
internal static class DirectoryTries
{
    /// <summary>What all tries together may take: not much longer than one of the tables may.</summary>
    public static readonly TimeSpan AllTime = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(3);
    private static readonly HttpRequestOptionsKey<long> Beginning = new("ContractAttach.Beginning");

    /// <summary>Notes when a request begins, its first try that is.</summary>
    public static void Begin(HttpRequestMessage request) => request.Options.Set(Beginning, TimeProvider.System.GetTimestamp());

    /// <summary>Three tries.</summary>
    public static void Configure(HttpStandardResilienceOptions options)
    {
        options.TotalRequestTimeout.Timeout = AllTime;
        options.AttemptTimeout.Timeout = TryTime;
        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.ShouldHandle = tried => new(
            HttpClientResiliencePredicates.IsTransient(tried.Outcome)
            && !(tried.Outcome.Result is { } answer && WantsLonger(answer, options.TotalRequestTimeout.Timeout)));
        options.CircuitBreaker.FailureRatio = 0.9;
        options.CircuitBreaker.MinimumThroughput = 10;
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
    }

    // Whether it wants to be left alone until after the time is over: then nobody waits for that.
    private static bool WantsLonger(HttpResponseMessage answer, TimeSpan all) =>
        Wait(answer.Headers.RetryAfter) is { } wait
        && answer.RequestMessage!.Options.TryGetValue(Beginning, out long beginning)
        && TimeProvider.System.GetElapsedTime(beginning) + wait >= all;

    private static TimeSpan? Wait(RetryConditionHeaderValue? after) => after?.Delta ?? after?.Date - TimeProvider.System.GetUtcNow();
}
