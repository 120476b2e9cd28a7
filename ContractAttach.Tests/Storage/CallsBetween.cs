using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Tests.Storage;

/// <summary>Has something happen after the n-th call to the tables, from 1: before the caller has its answer.</summary>
internal sealed class CallsBetween(int after, Func<Task> happens) : HttpPipelinePolicy
{
    private int _calls;

    /// <summary>Whether it has happened.</summary>
    public bool Happened => _calls >= after;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (Interlocked.Increment(ref _calls) == after)
            await happens();
    }
}
