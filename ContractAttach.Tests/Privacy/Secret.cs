using System.Text;
using System.Text.Json;

namespace ContractAttach.Tests.Privacy;

/// <summary>Something that must not stand anywhere, in whatever form.</summary>
/// <param name="what">What it is.</param>
/// <param name="texts">The ways to write it; what is part of another way need not be named.</param>
internal sealed class Secret(string what, params string[] texts)
{
    // A short piece of an encoding would be found by chance.
    private const int ShortestEncoding = 8;

    private readonly string[] _forms = [.. texts.SelectMany(Forms).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What it is.</summary>
    public string What => what;

    /// <summary>A telephone number in the international form, the national one, and with whatever people put between digits.</summary>
    public static Secret Number(string what, string e164)
    {
        // +33 or 0, then the same nine digits: the first alone, the others in pairs.
        string digits = e164[3..];
        IEnumerable<string> grouped = " .-\u00a0\u202f".Select(between => string.Join(between, [digits[..1], .. digits[1..].Chunk(2).Select(pair => new string(pair))]));
        return new Secret(what, [digits, .. grouped]);
    }

    /// <summary>Where it stands in a text: a piece around it; null where it does not.</summary>
    public string? FindIn(string text)
    {
        foreach (string form in _forms)
        {
            int at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return text[Math.Max(0, at - 60)..Math.Min(text.Length, at + form.Length + 30)];
        }

        return null;
    }

    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        yield return JsonEncodedText.Encode(text).ToString();
        yield return Uri.EscapeDataString(text);
        foreach (byte[] bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) })
        {
            // As the bytes themselves look in a text that was made of bytes.
            yield return Encoding.Latin1.GetString(bytes);
            yield return Convert.ToHexString(bytes);
            foreach (string encoded in Base64(bytes).Where(encoded => encoded.Length >= ShortestEncoding))
            {
                yield return encoded;
                yield return encoded.Replace('+', '-').Replace('/', '_');
            }
        }
    }

    // Base64 takes three bytes at a time, so that a piece looks different by where it begins; what depends on its neighbours is left out.
    private static IEnumerable<string> Base64(byte[] bytes) => Enumerable.Range(0, 3).Select(before =>
    {
        string encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
        int first = ((before * 8) + 5) / 6;
        int whole = (before + bytes.Length) * 8 / 6;
        return encoded[first..whole];
    });
}
