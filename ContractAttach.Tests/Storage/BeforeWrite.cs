using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Tests.Storage;

/// <summary>Has something happen between what was read and the first write.</summary>
internal sealed class BeforeWrite(Func<Task> happens) : HttpPipelinePolicy
{
    private int _writes;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Method != RequestMethod.Get && Interlocked.Increment(ref _writes) == 1)
            await happens();
        await ProcessNextAsync(message, pipeline);
    }
}
