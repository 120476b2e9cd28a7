using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Benchmarks.Storage;

/// <summary>Counts calls to the tables, and how many are under way at the same time.</summary>
/// <param name="latency">What each takes beside the service's own time; null for nothing.</param>
internal sealed class CallCount(TimeSpan? latency = null) : HttpPipelinePolicy
{
    private int _count;
    private int _now;
    private int _most;

    /// <summary>Calls so far.</summary>
    public int Count => _count;

    /// <summary>How many were under way at the same time, at most.</summary>
    public int MostAtOnce => _most;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _count);
        int now = Interlocked.Increment(ref _now);
        for (int most = _most; now > most; most = _most)
            Interlocked.CompareExchange(ref _most, now, most);
        try
        {
            if (latency is { } wait)
                await Task.Delay(wait, message.CancellationToken);
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }
}
