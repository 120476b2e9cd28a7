using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ContractAttach.Tests.Soak;

/// <summary>What was called, and what was answered.</summary>
internal sealed partial class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = [];

    /// <summary>Counts an answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, whose ids do not count.</param>
    /// <param name="answer">Status and code, or that there was none.</param>
    public void Count(HttpMethod method, string path, string answer) =>
        _counts.AddOrUpdate($"{method,-6} {string.Join('/', path.Split('/').Select(Shape))}: {answer}", 1, (_, count) => count + 1);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', _counts
        .OrderBy(count => count.Key, StringComparer.Ordinal)
        .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value,7} {count.Key}")));

    private static string Shape(string segment) => Id().IsMatch(segment) ? "*" : segment;

    // Ids have digits; a link's token may have none, but is longer than any word.
    [GeneratedRegex(@"^(?!v1$).*\d|^.{25,}$")]
    private static partial Regex Id();
}
