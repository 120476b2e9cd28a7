namespace ContractAttach.Contracts;

/// <summary>A line as its people recognise it and nobody else can use it: what it begins with, and its last two characters.</summary>
public static class LineMask
{
    private const string France = "+33";
    private const int NationalDigits = 10;
    private const int Shown = 2;

    /// <summary>For pages and e-mails: <c>06 •• •• •• 12</c>; <c>+32 ••••••• 12</c>; <c>AB••••12</c> for an internet reference.</summary>
    public static string Screen(string line)
    {
        if (National(line) is { } french)
            return $"{french[..Shown]} •• •• •• {french[^Shown..]}";
        return CountryCode(line) is { } country
            ? $"{country} {Hidden(line, country.Length, '•')} {line[^Shown..]}"
            : Hide(line, Math.Min(Shown, line.Length), '•');
    }

    /// <summary>For SMS, in the letters of GSM-7 and without spaces: <c>06xxxxxx12</c>.</summary>
    public static string Sms(string line)
    {
        line = National(line) ?? line;
        return Hide(line, CountryCode(line)?.Length ?? Math.Min(Shown, line.Length), 'x');
    }

    private static string Hide(string line, int begin, char mask) =>
        line.Length < begin + Shown ? new string(mask, line.Length) : line[..begin] + Hidden(line, begin, mask) + line[^Shown..];

    private static string Hidden(string line, int begin, char mask) => new(mask, line.Length - begin - Shown);

    private static string? National(string line) =>
        line.StartsWith(France, StringComparison.Ordinal) && line.Length == France.Length + NationalDigits - 1
            ? "0" + line[France.Length..]
            : null;

    private static string? CountryCode(string line) =>
        line.StartsWith('+') && LineNumber.Parse(line) is { } number ? "+" + number.CountryCode : null;
}
