using System.Globalization;

namespace ContractAttach.Codes;

/// <summary>Reads a code as people type it.</summary>
public static class CodeText
{
    /// <summary>Takes the digits out of what was typed; spaces (no-break ones too) and hyphens are ignored.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="digits">How many digits a code has.</param>
    /// <param name="code">The digits; empty where this cannot be a code.</param>
    /// <returns>Whether it can be a code: exactly that many ASCII digits and nothing else.</returns>
    public static bool TryParse(string? typed, int digits, out string code)
    {
        code = "";
        Span<char> found = stackalloc char[digits];
        int count = 0;
        foreach (char c in typed ?? "")
        {
            if (IsIgnored(c))
                continue;
            if (!char.IsAsciiDigit(c) || count == digits)
                return false;
            found[count++] = c;
        }

        if (count != digits)
            return false;
        code = new string(found);
        found.Clear();
        return true;
    }

    private static bool IsIgnored(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation;
}
