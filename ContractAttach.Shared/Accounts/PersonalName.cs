using System.Globalization;
using System.Text;

namespace ContractAttach.Accounts;

/// <summary>First and last names that people give, in the one form in which they are kept.</summary>
public static class PersonalName
{
    /// <summary>Characters of a name: what a bill has room for; messages shorten it further.</summary>
    public const int Longest = 80;

    // What joins letters in some scripts is written in names; nothing else that is not seen is.
    private const string Joiners = "\u200C\u200D";

    /// <summary>
    /// The name less blanks around it, with one space for the blanks within, and composed (Unicode NFC), so that what looks the same
    /// is the same; false where it has no letter, is too long, or has characters that are none to be read.
    /// </summary>
    public static bool TryNormalise(string? text, out string name)
    {
        name = "";
        string trimmed = text?.Trim() ?? "";
        if (trimmed.EnumerateRunes().Any(IsUnreadable))
            return false;

        name = string.Join(' ', trimmed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Normalize(NormalizationForm.FormC);
        return name.Length <= Longest && name.EnumerateRunes().Any(Rune.IsLetter);
    }

    // Half a surrogate pair is read as a replacement character.
    private static bool IsUnreadable(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => !Joiners.Contains((char)rune.Value, StringComparison.Ordinal),
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };
}
