using System.Text.Json.Serialization;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>How histories are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(List<OutboxItem>))]
[JsonSerializable(typeof(IReadOnlyCollection<OutboxItem>))]
internal sealed partial class HistoryJson : JsonSerializerContext;
