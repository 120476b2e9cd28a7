using System.Globalization;
using System.Text;
using ContractAttach.Contracts;

namespace ContractAttach.Notifications;

/// <summary>
/// Names as messages show them. Whoever signs in chooses their name, so nothing of it is kept that could make a message
/// or a link: letters, spaces, hyphens and apostrophes stay, anything else is dropped.
/// </summary>
internal static class PersonName
{
    /// <summary>Letters of a name in a text message.</summary>
    private const int SmsLetters = 20;

    /// <summary>Letters of a full name in an e-mail.</summary>
    private const int EmailLetters = 60;

    private static readonly char[] Joints = [' ', '-', '\''];

    /// <summary>A name for an e-mail, in any script.</summary>
    public static string ForEmail(string? name) => Shorten(Clean(name, IsWritten), EmailLetters);

    /// <summary>A name for a text message, in Latin letters of its alphabet; empty where nothing is left.</summary>
    public static string ForSms(string? name) =>
        Shorten(Clean(Gsm7.Fold(name ?? ""), IsLatin), SmsLetters);

    /// <summary>A full name in any script, or what stands for one that is not known.</summary>
    public static string Shown(string? name, ContractLanguage language) => ForEmail(name) is { Length: > 0 } shown ? shown : Unknown(language);

    /// <summary>The same in the letters of a text message, less as many as it has no room for.</summary>
    public static string ShownBySms(string? name, ContractLanguage language, int lettersLess)
    {
        string shown = ForSms(name) is { Length: > 0 } given ? given : Unknown(language);
        return Shorten(shown, shown.Length - lettersLess);
    }

    private static string Unknown(ContractLanguage language) => language == ContractLanguage.En ? "Someone" : "Une personne";

    private static bool IsWritten(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The alphabet's Greek capitals are no way to write a name.</summary>
    private static bool IsLatin(Rune rune) => Rune.IsLetter(rune) && rune.Value < 0x370;

    private static string Clean(string? name, Predicate<Rune> isLetter)
    {
        StringBuilder clean = new();
        foreach (Rune rune in (name ?? "").EnumerateRunes())
        {
            if (isLetter(rune))
                clean.Append(rune);
            else if (Joint(rune) is char joint && clean.Length > 0 && !Joints.Contains(clean[^1]))
                clean.Append(joint);
        }

        return clean.ToString().TrimEnd(Joints);
    }

    /// <summary>What stands between the parts of a name: one at a time, never first or last.</summary>
    private static char? Joint(Rune rune) => rune.Value switch
    {
        '\'' or '’' => '\'',
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.DashPunctuation => '-',
            _ => null,
        },
    };

    private static string Shorten(string name, int letters)
    {
        StringInfo graphemes = new(name);
        return graphemes.LengthInTextElements <= letters
            ? name
            : graphemes.SubstringByTextElements(0, Math.Max(letters, 0)).TrimEnd(Joints);
    }
}
