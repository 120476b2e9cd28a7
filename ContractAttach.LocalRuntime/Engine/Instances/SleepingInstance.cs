using System.Text.Json;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// A stored instance that waits: compressed, since many wait at a time, and for long. A request that waits for its code takes less
/// than a quarter of what it does awake.
/// </summary>
internal sealed class SleepingInstance(StoredInstance stored)
{
    private readonly byte[] _compressed = CompressedText.Write(JsonSerializer.Serialize(stored, SleepingJson.Default.StoredInstance));

    /// <summary>The instance as it was.</summary>
    internal StoredInstance Wake() => JsonSerializer.Deserialize(CompressedText.Read(_compressed), SleepingJson.Default.StoredInstance)!;
}
