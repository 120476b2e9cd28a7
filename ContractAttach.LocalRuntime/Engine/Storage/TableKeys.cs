using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Instance ids as table keys, which hold none of <c>/ \ # ?</c> and no control characters.</summary>
internal static partial class TableKeys
{
    /// <summary>The longest id: each of its characters may become five, and a key has at most 512.</summary>
    internal const int MaxInstanceIdLength = 100;

    /// <summary>The key of an instance id; a part of an id at its beginning gives a part of the key at its beginning.</summary>
    internal static string Escape(string instanceId)
    {
        if (!instanceId.Any(MustEscape))
            return instanceId;

        StringBuilder key = new();
        foreach (char c in instanceId)
        {
            if (MustEscape(c))
                key.Append(CultureInfo.InvariantCulture, $"^{(int)c:X4}");
            else
                key.Append(c);
        }

        return key.ToString();
    }

    /// <summary>The instance id of a key.</summary>
    internal static string Unescape(string key) =>
        Escaped().Replace(key, match => ((char)ushort.Parse(match.ValueSpan[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    /// <summary>An instance id as it is.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    internal static string CheckInstanceId(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return instanceId.Length <= MaxInstanceIdLength
            ? instanceId
            : throw new ArgumentException($"An instance id has at most {MaxInstanceIdLength} characters.", nameof(instanceId));
    }

    [GeneratedRegex("\\^[0-9A-F]{4}")]
    private static partial Regex Escaped();

    private static bool MustEscape(char c) => c is '/' or '\\' or '#' or '?' or '%' or '^' || char.IsControl(c);
}
