using System.Text.RegularExpressions;

namespace ContractAttach.Contracts;

/// <summary>The operator's name for a contract.</summary>
public static partial class ContractId
{
    /// <summary>Whether a text can be one: <c>[A-Za-z0-9._-]{1,64}</c>.</summary>
    public static bool IsValid(string? text) => text is not null && Pattern().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Pattern();
}
