using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ContractAttach.Functions.Web;

/// <summary>The header <c>Prefer</c> (RFC 7240), of which the preference <c>wait</c> is known here.</summary>
internal static partial class PreferHeader
{
    /// <summary>The header's name.</summary>
    public const string Name = "Prefer";

    /// <summary>The header of an answer that says what was honoured.</summary>
    public const string Applied = "Preference-Applied";

    /// <summary>For how long the caller would wait; null where that is not said. What cannot be read is ignored, as the RFC has it.</summary>
    public static TimeSpan? Wait(this HttpRequest request)
    {
        foreach (Match item in Items().Matches(string.Join(',', request.Headers[Name].ToArray())))
        {
            // What follows a semicolon are parameters, of which wait has none. Of a preference that is there twice, the first counts.
            string[] preference = item.Value.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (preference[0].Equals("wait", StringComparison.OrdinalIgnoreCase))
                return preference.Length == 2 ? Seconds(preference[1].Trim('"')) : null;
        }

        return null;
    }

    /// <summary>Says which wait was honoured.</summary>
    public static void ApplyWait(this HttpResponse response, TimeSpan wait) =>
        response.Headers[Applied] = string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}");

    // Digits alone. What an int cannot hold is for ever.
    private static TimeSpan? Seconds(string text) =>
        text.Length == 0 || !text.All(char.IsAsciiDigit) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.MaxValue;

    // A list's items, between commas that are not in quotes.
    [GeneratedRegex("""(?>[^,"]+|"(?>[^"\\]+|\\.)*"?)+""")]
    private static partial Regex Items();
}
