using System.Globalization;
using System.Text.RegularExpressions;

namespace ContractAttach.DevServices.Messages;

/// <summary>Which messages are asked for; what is null is any.</summary>
internal sealed partial record MessageQuery(string? To, MessageKind? Kind, DateTimeOffset? Since)
{
    /// <summary>Reads the parameters of a query string, where a <c>+</c> that was not escaped has become a space.</summary>
    public static bool TryParse(string? to, string? kind, string? since, out MessageQuery query, out string? error)
    {
        (query, error) = (new MessageQuery(string.IsNullOrWhiteSpace(to) ? null : Address(to), null, null), null);
        if (!string.IsNullOrEmpty(kind) && kind != "any")
        {
            if (Enum.TryParse(kind, ignoreCase: true, out MessageKind parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(kind[0]))
                query = query with { Kind = parsed };
            else
                error = "kind must be sms, email or any.";
        }

        if (!string.IsNullOrEmpty(since))
        {
            if (DateTimeOffset.TryParse(since.Trim().Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
                query = query with { Since = at };
            else
                error = "since must be a time such as 2026-01-31T12:00:00Z.";
        }

        return error is null;
    }

    /// <summary>Whether a message is among those asked for.</summary>
    public bool Matches(Message message) =>
        (Kind is null || message.Kind == Kind)
        && (Since is null || message.At >= Since)
        && (To is null || Address(message.To) == To);

    /// <summary>One form for every way to write the same address: a French number in national form becomes the international one.</summary>
    public static string Address(string written)
    {
        if (written.Contains('@', StringComparison.Ordinal))
            return written.Trim().ToUpperInvariant();

        string digits = NotDigits().Replace(written, "");
        if (digits.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        else if (digits.StartsWith('0'))
            digits = $"33{digits[1..]}";
        // +33 (0)6 12 34 56 78
        return digits.StartsWith("330", StringComparison.Ordinal) ? $"33{digits[3..]}" : digits;
    }

    [GeneratedRegex(@"\D")]
    private static partial Regex NotDigits();
}
