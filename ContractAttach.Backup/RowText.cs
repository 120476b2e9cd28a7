using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;

namespace ContractAttach.Backup;

/// <summary>
/// A row as a line of JSON, as the table service itself has it: what JSON has no type for is a text, and a member
/// <c>{name}@odata.type</c> before it names the type.
/// </summary>
internal static class RowText
{
    private const string TypeOf = "@odata.type";

    // Of the service: it gives them anew.
    private static readonly string[] s_notKept = ["odata.etag", "Timestamp"];

    /// <summary>The line of a row.</summary>
    public static string Write(TableEntity row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach ((string name, object? value) in row.Where(column => !s_notKept.Contains(column.Key)))
                Write(json, name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The row of a line.</summary>
    public static TableEntity Read(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        var row = new TableEntity();
        foreach (JsonProperty column in json.RootElement.EnumerateObject().Where(column => !column.Name.EndsWith(TypeOf, StringComparison.Ordinal)))
            row[column.Name] = Value(column.Value, json.RootElement.TryGetProperty(column.Name + TypeOf, out JsonElement type) ? type.GetString() : null);
        return row;
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            default:
                (string type, string written) = Typed(value);
                json.WriteString(name + TypeOf, type);
                json.WriteString(name, written);
                break;
        }
    }

    private static (string Type, string Text) Typed(object value) => value switch
    {
        long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
        DateTimeOffset instant => ("Edm.DateTime", instant.UtcDateTime.ToString("o", CultureInfo.InvariantCulture)),
        Guid id => ("Edm.Guid", id.ToString()),
        byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
        _ => throw new NotSupportedException($"A table has no column of the type {value.GetType()}."),
    };

    private static object Value(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.String, null) => value.GetString()!,
        (JsonValueKind.True or JsonValueKind.False, null) => value.GetBoolean(),
        (JsonValueKind.Number, null) => value.GetInt32(),
        (_, "Edm.Int64") => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Double") => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.DateTime") => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        (_, "Edm.Guid") => value.GetGuid(),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        _ => throw new JsonException($"There is no column of the type {type ?? value.ValueKind.ToString()}."),
    };
}
