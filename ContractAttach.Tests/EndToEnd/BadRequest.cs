using System.Text;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>A request that nobody should send.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query; characters up to U+00FF go out as bytes.</param>
/// <param name="Caller">Whose token it bears: an index into those that there are; beyond them, none.</param>
/// <param name="Headers">Its headers, as lines.</param>
/// <param name="Body">Its body.</param>
internal sealed record BadRequest(string Method, string Target, int Caller, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>Whether it speaks of its body's length itself, truly or not.</summary>
    public bool SaysHowLongItsBodyIs => Headers.Any(header =>
        header.StartsWith("Transfer-Encoding", StringComparison.Ordinal) || header.StartsWith("Content-Length", StringComparison.Ordinal));

    /// <summary>The bytes on the wire.</summary>
    public byte[] ToBytes(Uri server, IReadOnlyList<string> tokens)
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n");
        if (Caller < tokens.Count)
            head.Append($"Authorization: Bearer {tokens[Caller]}\r\n");
        foreach (string header in Headers)
            head.Append(header).Append("\r\n");
        if (!SaysHowLongItsBodyIs)
            head.Append($"Content-Length: {Body.Length}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }

    /// <summary>The request for people, as a C# string would have it.</summary>
    public override string ToString() =>
        Escape($"{Method} {Target} (caller {Caller}) [{string.Join(" | ", Headers)}] {Body.Length} bytes: {Encoding.Latin1.GetString(Body)}");

    private static string Escape(string text) =>
        string.Concat((text.Length > 2000 ? text[..2000] + "…" : text).Select(c => c is < ' ' or > '~' ? $"\\u{(int)c:x4}" : c.ToString()));
}
