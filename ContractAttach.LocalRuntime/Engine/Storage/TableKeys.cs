using System.Globalization;
using System.Text;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Instance ids as table keys, which hold none of <c>/ \ # ?</c> and no control characters.</summary>
internal static class TableKeys
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

    private static bool MustEscape(char c) => c is '/' or '\\' or '#' or '?' or '%' or '^' || char.IsControl(c);
}
