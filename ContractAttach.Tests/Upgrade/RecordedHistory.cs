using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContractAttach.LocalRuntime.Engine;

namespace ContractAttach.Tests.Upgrade;

/// <summary>
/// An instance in flight as a version of the application left it: in a text file, its row in the first line, then its history, an
/// event a line. They lie in <c>Upgrade</c>, a folder for each version.
/// </summary>
internal static class RecordedHistory
{
    private const string Execution = "00000000000000000000000000000000";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The folder of all versions, where the tests run.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Upgrade");

    /// <summary>Reads one.</summary>
    public static async Task<InstanceRow> ReadAsync(string file, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(file, cancellationToken);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return JsonSerializer.Deserialize<InstanceRow>(text[..end], s_json)! with { History = text[(end + 1)..] };
    }

    /// <summary>Writes one; what is random in a row, and where in its code something failed, is no part of it.</summary>
    public static Task WriteAsync(string file, InstanceRow row, CancellationToken cancellationToken)
    {
        InstanceRow head = row with { Execution = Execution, Commit = "", ETag = null, History = "" };
        string history = HistoryText.Write(HistoryText.Read(row.History).Select(e => e with { Failure = e.Failure is null ? null : e.Failure with { Stack = null } }));
        return File.WriteAllTextAsync(file, JsonSerializer.Serialize(head, s_json) + "\n" + history, cancellationToken);
    }
}
