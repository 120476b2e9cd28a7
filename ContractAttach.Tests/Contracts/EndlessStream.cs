using System.Text;

namespace ContractAttach.Tests.Contracts;

/// <summary>The same bytes over and over, as many as are asked for; it notes how much memory is in use while it is read.</summary>
internal sealed class EndlessStream(long length, string text = "x") : Stream
{
    private readonly long _length = length;

    // More than is read at once.
    private readonly byte[] _texts = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, (8192 / text.Length) + 2)));

    private int _reads;

    public long Left { get; private set; } = length;

    public long MostInUse { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> next = _texts.AsSpan((int)((_length - Left) % text.Length));
        int count = (int)Math.Min(Math.Min(buffer.Length, next.Length), Left);
        next[..count].CopyTo(buffer);
        Left -= count;
        if (_reads++ % 1024 == 0)
            MostInUse = Math.Max(MostInUse, GC.GetTotalMemory(forceFullCollection: true));
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
