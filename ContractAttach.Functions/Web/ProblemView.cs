using System.Text.Json.Serialization;

namespace ContractAttach.Functions.Web;

/// <summary>An error as RFC 9457 has it.</summary>
internal sealed record ProblemView(string Type, string Title, int Status, string Detail, string Code, string TraceId)
{
    /// <summary>Field → messages, for a 400.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>How many wrong codes more are taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TriesLeft { get; init; }
}
