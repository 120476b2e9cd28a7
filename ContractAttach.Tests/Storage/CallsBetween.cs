using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Tests.Storage;

/// <summary>Has something happen after the n-th call to the tables, from 1 (0 for never): before the caller has its answer.</summary>
internal sealed class CallsBetween(int after, Func<Task> happens) : HttpPipelinePolicy
{
    private int _calls;

    /// <summary>The calls so far.</summary>
    public int Calls => _calls;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (Interlocked.Increment(ref _calls) == after)
            await happens();
    }
}
