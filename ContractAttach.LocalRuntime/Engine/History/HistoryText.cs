using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Histories and outboxes as text: one JSON object a line.</summary>
internal static class HistoryText
{
    // Payloads are JSON themselves: the default encoder would write six characters for each of their quotes.
    private static readonly HistoryJson s_json = new(new JsonSerializerOptions(HistoryJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The events as text, to be put at the end of what there is.</summary>
    internal static string Write(IEnumerable<HistoryEvent> events)
    {
        StringBuilder text = new();
        foreach (HistoryEvent e in events)
            text.Append(JsonSerializer.Serialize(e, s_json.HistoryEvent)).Append('\n');
        return text.ToString();
    }

    /// <summary>The events of a whole history.</summary>
    /// <exception cref="DamagedInstanceException">It cannot be read, or does not begin with a start.</exception>
    internal static List<HistoryEvent> Read(string text)
    {
        List<HistoryEvent> events = [];
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
                events.Add(ReadLine(line));
        }

        if (events is not [{ Kind: HistoryEventKind.ExecutionStarted, Name: not null }, ..])
            throw new DamagedInstanceException("its history does not begin with its start");
        return events;
    }

    /// <summary>The first event of a text.</summary>
    /// <exception cref="DamagedInstanceException">It cannot be read, or is no start.</exception>
    internal static HistoryEvent ReadStart(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return Read(end < 0 ? text : text[..end])[0];
    }

    /// <summary>The last event of a text; null where there is none.</summary>
    /// <exception cref="DamagedInstanceException">It cannot be read.</exception>
    internal static HistoryEvent? ReadLatest(string text)
    {
        ReadOnlySpan<char> lines = text.AsSpan().TrimEnd('\n');
        return lines.IsEmpty ? null : ReadLine(lines[(lines.LastIndexOf('\n') + 1)..]);
    }

    /// <summary>The outbox as text; null where it is empty.</summary>
    internal static string? Write(IReadOnlyCollection<OutboxItem> outbox) =>
        outbox.Count == 0 ? null : JsonSerializer.Serialize(outbox, s_json.IReadOnlyCollectionOutboxItem);

    /// <summary>The outbox of a text.</summary>
    /// <exception cref="DamagedInstanceException">It cannot be read.</exception>
    internal static List<OutboxItem> ReadOutbox(string? text) => text is null ? [] : Read(text, s_json.ListOutboxItem, "outbox");

    private static HistoryEvent ReadLine(ReadOnlySpan<char> line) => Read(line, s_json.HistoryEvent, "history");

    private static T Read<T>(ReadOnlySpan<char> json, JsonTypeInfo<T> type, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null is not expected.");
        }
        catch (JsonException e)
        {
            // Not the reader's message: it may quote the payload.
            throw new DamagedInstanceException($"its {what} is not what the engine has written", e);
        }
    }
}
