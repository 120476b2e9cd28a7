using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using ContractAttach.Tests.Storage;

namespace ContractAttach.Tests.Cleanup;

/// <summary>Notes what is asked of the tables, and can play a process that dies: from one of its calls on none is answered.</summary>
internal sealed class StorageLog : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> _calls = [];
    private int _count;
    private int _now;
    private int _most;

    /// <summary>The call, from 1, at which the process dies; 0 for never.</summary>
    public int DiesAt { get; init; }

    /// <summary>Methods, decoded addresses and bodies.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>How many were under way at the same time, at most.</summary>
    public int MostAtOnce => _most;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        int call = Interlocked.Increment(ref _count);
        if (DiesAt > 0 && call >= DiesAt)
            throw new ProcessDiedException();

        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken);
        _calls.Enqueue($"{message.Request.Method} {Uri.UnescapeDataString(message.Request.Uri.ToString())} {System.Text.Encoding.UTF8.GetString(body.ToArray())}");

        int now = Interlocked.Increment(ref _now);
        for (int most = _most; now > most; most = _most)
            Interlocked.CompareExchange(ref _most, now, most);
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }
}
