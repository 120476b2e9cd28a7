using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

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

    /// <summary>The events of a text.</summary>
    internal static List<HistoryEvent> Read(string text)
    {
        List<HistoryEvent> events = [];
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
                events.Add(JsonSerializer.Deserialize(line, s_json.HistoryEvent)!);
        }

        return events;
    }

    /// <summary>The outbox as text; null where it is empty.</summary>
    internal static string? Write(IReadOnlyCollection<OutboxItem> outbox) =>
        outbox.Count == 0 ? null : JsonSerializer.Serialize(outbox, s_json.IReadOnlyCollectionOutboxItem);

    /// <summary>The outbox of a text.</summary>
    internal static List<OutboxItem> ReadOutbox(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, s_json.ListOutboxItem)!;
}
