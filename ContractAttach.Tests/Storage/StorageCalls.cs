using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Tests.Storage;

/// <summary>Counts what is asked of the tables, and can play a process that dies at a given write.</summary>
internal sealed class StorageCalls : HttpPipelinePolicy
{
    private int _reads;
    private int _writes;

    public int Reads => _reads;

    public int Writes => _writes;

    /// <summary>The write, from 1, at which the process dies; 0 for never.</summary>
    public int DiesAt { get; init; }

    /// <summary>Whether that write still reaches the storage.</summary>
    public bool DiesAfter { get; init; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        bool dies = false;
        if (message.Request.Method == RequestMethod.Get)
            Interlocked.Increment(ref _reads);
        else
            dies = Interlocked.Increment(ref _writes) == DiesAt;

        if (dies && !DiesAfter)
            throw new ProcessDiedException();
        await ProcessNextAsync(message, pipeline);
        if (dies)
            throw new ProcessDiedException();
    }
}
