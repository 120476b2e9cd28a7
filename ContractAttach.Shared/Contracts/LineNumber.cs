using PhoneNumbers;

namespace ContractAttach.Contracts;

/// <summary>Names of lines, in the one form in which they are kept and compared.</summary>
public static class LineNumber
{
    // What people put between digits beside spaces. Letters, extensions and the like are no number here, though the library would read them.
    private const string Separators = "-.()/";
    private const int LongestText = 32;
    private const int ShortestReference = 6;
    private const int LongestReference = 20;

    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>A telephone number, French national or international, to E.164; false where there is no such number.</summary>
    public static bool TryNormalise(string? text, out string e164)
    {
        e164 = "";
        text = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (text.Length > LongestText || !text.All(c => char.IsAsciiDigit(c) || c == '+' || Separators.Contains(c, StringComparison.Ordinal)))
            return false;

        if (Parse(text) is not { } number || !Numbers.IsValidNumber(number))
            return false;

        e164 = Numbers.Format(number, PhoneNumberFormat.E164);
        return true;
    }

    /// <summary>An internet line's reference: 6 to 20 letters and digits in upper case, less spaces and hyphens.</summary>
    public static bool TryNormaliseInternet(string? text, out string reference)
    {
        reference = string.Concat((text ?? "").Where(c => c != '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();
        return reference.Length is >= ShortestReference and <= LongestReference && reference.All(char.IsAsciiLetterOrDigit);
    }

    /// <summary>Whether the number is a mobile one. In some countries the number does not tell; then it may be.</summary>
    public static bool IsMobile(string e164) => TypeOf(e164) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE;

    /// <summary>Whether the number is one of a fixed line, reached over a telephone line or over the internet.</summary>
    public static bool IsFixed(string e164) =>
        TypeOf(e164) is PhoneNumberType.FIXED_LINE or PhoneNumberType.FIXED_LINE_OR_MOBILE or PhoneNumberType.VOIP;

    /// <summary>The number read as the library has it, or null.</summary>
    internal static PhoneNumber? Parse(string text)
    {
        try
        {
            return Numbers.Parse(text, "FR");
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static PhoneNumberType TypeOf(string e164) =>
        Parse(e164) is { } number ? Numbers.GetNumberType(number) : PhoneNumberType.UNKNOWN;
}
