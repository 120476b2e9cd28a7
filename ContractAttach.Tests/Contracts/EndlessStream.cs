namespace ContractAttach.Tests.Contracts;

/// <summary>Bytes without a line's end, as many as are asked for, that notes how much memory is in use while it is read.</summary>
internal sealed class EndlessStream(long length) : Stream
{
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
        int count = (int)Math.Min(buffer.Length, Left);
        buffer[..count].Fill((byte)'x');
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
