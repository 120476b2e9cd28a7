using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>Turns values into JSON and back.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions s_defaults = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>A converter with options of one's own.</summary>
    /// <param name="options">The options; null for property names as they are, public fields included.</param>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? s_defaults;

    /// <summary>A converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}
