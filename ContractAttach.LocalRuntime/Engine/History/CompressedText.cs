using System.IO.Compression;
using System.Text;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Text that is kept for long or sent often, as Brotli. Histories are JSON within JSON, and become less than half.</summary>
internal static class CompressedText
{
    // Texts are a few KB: a higher quality saves little more and takes several times as long.
    private const int Quality = 2;

    // In bits: what larger texts may repeat themselves within.
    private const int Window = 16;

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
        try
        {
            using StreamReader reader = new(new BrotliStream(new MemoryStream(written), CompressionMode.Decompress));
            return reader.ReadToEnd();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidOperationException("a compressed text of it is cut short", e);
        }
    }
}
