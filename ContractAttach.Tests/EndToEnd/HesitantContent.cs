using System.Net;
using System.Text;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>A body that begins, and goes on only later.</summary>
internal sealed class HesitantContent(string first, Task later, string then) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(first));
        await stream.FlushAsync();
        await later;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(then));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
