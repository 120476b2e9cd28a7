using System.IO.Compression;
using System.Text.Json;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// A stored instance that waits: compressed, since many wait at a time, and for long. A request that waits for its code takes less
/// than a quarter of what it does awake.
/// </summary>
internal sealed class SleepingInstance
{
    // Rows are a few KB of JSON: a higher quality saves little more and takes several times as long.
    private const int Quality = 2;

    // In bits: what larger histories may repeat themselves within.
    private const int Window = 16;

    private readonly byte[] _compressed;
    private readonly int _length;

    internal SleepingInstance(StoredInstance stored)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(stored, SleepingJson.Default.StoredInstance);
        byte[] compressed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        if (!BrotliEncoder.TryCompress(json, compressed, out int length, Quality, Window))
            throw new InvalidOperationException("Brotli needs more room than it says.");
        _compressed = compressed[..length];
        _length = json.Length;
    }

    /// <summary>The instance as it was.</summary>
    internal StoredInstance Wake()
    {
        byte[] json = new byte[_length];
        return BrotliDecoder.TryDecompress(_compressed, json, out _)
            ? JsonSerializer.Deserialize(json, SleepingJson.Default.StoredInstance)!
            : throw new InvalidOperationException("What was compressed cannot be read.");
    }
}
