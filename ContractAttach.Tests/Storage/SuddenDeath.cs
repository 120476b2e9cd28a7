using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Tests.Storage;

/// <summary>Plays, in an application that goes on, a process that dies before a write to the tables: whoever wrote does nothing more.</summary>
internal sealed class SuddenDeath : HttpPipelinePolicy
{
    private int _writesLeft;

    /// <summary>Somebody dies right before that write, counted from 1 and from now.</summary>
    public void At(int write) => _writesLeft = write;

    /// <summary>Nobody dies any more.</summary>
    /// <returns>Whether somebody did.</returns>
    public bool Stop() => Interlocked.Exchange(ref _writesLeft, 0) <= 0;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        message.Request.Method != RequestMethod.Get && Interlocked.Decrement(ref _writesLeft) == 0
            ? throw new ProcessDiedException()
            : ProcessNextAsync(message, pipeline);
}
