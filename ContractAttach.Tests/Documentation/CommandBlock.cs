using System.Text.RegularExpressions;

namespace ContractAttach.Tests.Documentation;

/// <summary>A block of commands in a document, and what the document says that they print: the text block right below, or nothing.</summary>
/// <param name="Place">Document and line.</param>
/// <param name="Commands">The commands.</param>
/// <param name="Answer">What they print. <c>…</c> stands for anything in its line, and by itself for any lines.</param>
public sealed partial record CommandBlock(string Place, string Commands, string Answer)
{
    /// <summary>The blocks of a document.</summary>
    /// <param name="document">Where it is.</param>
    /// <param name="section">The section whose blocks are wanted, of the second level; null for all.</param>
    public static IReadOnlyList<CommandBlock> Read(string document, string? section)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, document)).ReplaceLineEndings("\n");
        int start = section is null ? 0 : text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        int end = section is null ? text.Length : text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return
        [
            .. Block().Matches(text[start..end]).Select(block => new CommandBlock(
                $"{document}:{text[..(start + block.Index)].Count(c => c == '\n') + 1}", block.Groups["commands"].Value, block.Groups["answer"].Value)),
        ];
    }

    /// <summary>Whether the commands have printed what the document says.</summary>
    public bool IsAnsweredBy(string output) => Regex.IsMatch(Plain(output), $@"\A{string.Join('\n', Plain(Answer).Split('\n').Select(Line))}\z");

    private static string Line(string line) => line == "…" ? @"[\s\S]*?" : Regex.Escape(line).Replace("…", ".*?", StringComparison.Ordinal);

    // French texts have no-break spaces, which a document's author does not see.
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Trim();

    [GeneratedRegex(@"^```sh\n(?<commands>.*?)^```\n(```text\n(?<answer>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
