using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// Texts in table entities, compressed where that is worth it: a binary property holds 64 KiB, a string property as much of UTF-16, an
/// entity 1 MiB.
/// </summary>
internal static class TableText
{
    private const int MaxPropertyLength = 30_000;
    private const int MaxBinary = 64 * 1024;

    // What is shorter is not worth it, and can be read by people as it is.
    private const int ShortestCompressed = 100;

    /// <summary>How much text an entity of nothing else takes, with room to spare for its keys.</summary>
    internal const int MaxEntityLength = 10 * MaxPropertyLength;

    /// <summary>Puts a text into as many properties as it needs; null and empty need none.</summary>
    internal static void Write(TableEntity entity, string name, string? text)
    {
        if (text?.Length >= ShortestCompressed && CompressedText.Write(text) is { Length: <= MaxBinary } compressed)
        {
            entity[name] = compressed;
            return;
        }

        int part = 0;
        foreach (string chunk in Split(text ?? string.Empty, MaxPropertyLength))
            entity[PartName(name, part++)] = chunk;
    }

    /// <summary>The text of a property that was written so; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    internal static string? Read(TableEntity entity, string name)
    {
        if (entity.TryGetValue(name, out object? value) && value is byte[] compressed)
            return CompressedText.Read(compressed);
        if (entity.GetString(name) is not { } first)
            return null;
        if (entity.GetString(PartName(name, 1)) is null)
            return first;

        StringBuilder text = new(first);
        for (int part = 1; entity.GetString(PartName(name, part)) is { } chunk; part++)
            text.Append(chunk);
        return text.ToString();
    }

    /// <summary>The text in pieces of at most a length; a character of two code units is not torn apart.</summary>
    internal static IEnumerable<string> Split(string text, int length)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = Math.Min(start + length, text.Length);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
                end--;
            yield return text[start..end];
            start = end;
        }
    }

    private static string PartName(string name, int part) =>
        part == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{part}");
}
