using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Text that is kept for long or sent often, as Brotli. Histories are JSON within JSON, and become less than half.</summary>
internal static class CompressedText
{
    // Some 10 µs for a few KB. At 2 they become 10 % longer in half the time, at 5 hardly shorter in twice the time.
    private const int Quality = 3;

    // In bits: what larger texts may repeat themselves within.
    private const int Window = 16;

    // What a text is mostly at least, divided by what it becomes: a history of a few events.
    private const int UsualRatio = 3;

    /// <summary>Compresses a text.</summary>
    internal static byte[] Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] written = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, written, out int length, Quality, Window)
            ? written[..length]
            : throw new InvalidOperationException("Brotli needs more room than it says.");
    }

    /// <summary>The text again.</summary>
    /// <exception cref="InvalidOperationException">It is not what <see cref="Write"/> makes.</exception>
    internal static string Read(byte[] written)
    {
        BrotliDecoder decoder = default;
        try
        {
            // Not by BrotliStream, which takes a text that is cut short for a shorter one.
            ArrayBufferWriter<byte> text = new();
            ReadOnlySpan<byte> rest = written;
            OperationStatus status;
            do
            {
                status = decoder.Decompress(rest, text.GetSpan(Math.Max(rest.Length * UsualRatio, 256)), out int read, out int made);
                rest = rest[read..];
                text.Advance(made);
            }
            while (status == OperationStatus.DestinationTooSmall);

            return status == OperationStatus.Done && rest.IsEmpty
                ? Encoding.UTF8.GetString(text.WrittenSpan)
                : throw new InvalidOperationException("a compressed text of it is cut short or damaged");
        }
        finally
        {
            decoder.Dispose();
        }
    }
}
