using System.Text.RegularExpressions;

namespace ContractAttach.Accounts;

/// <summary>E-mail addresses, in the one form in which they are kept.</summary>
public static partial class EmailAddress
{
    // RFC 5321 4.5.3.1.3: a path of 256 octets, less its brackets.
    private const int Longest = 254;

    /// <summary>The address less spaces around it and with its domain in lower case; false where it is none: no display names, quotes or comments.</summary>
    public static bool TryNormalise(string? text, out string address)
    {
        address = text?.Trim() ?? "";
        if (address.Length > Longest || !Pattern().IsMatch(address))
            return false;

        int at = address.IndexOf('@', StringComparison.Ordinal);
        address = address[..at] + address[at..].ToLowerInvariant();
        return true;
    }

    /// <summary>The form in which two addresses are compared: in practice nobody's mailbox hangs on the case of a letter.</summary>
    public static string ComparisonForm(string address) => address.ToLowerInvariant();

    // RFC 5321 4.1.2 dot-string of at most 64; then at least two labels of at most 63 letters, digits and inner hyphens, the last no number.
    [GeneratedRegex(@"^(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?![0-9]+\z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Pattern();
}
