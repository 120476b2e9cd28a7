using System.Text.Json.Serialization;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>How a sleeping instance is written: in memory alone, so that every version may do it otherwise.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredInstance))]
internal sealed partial class SleepingJson : JsonSerializerContext;
