namespace ContractAttach.Codes;

/// <summary>
/// The keys that codes are made with, section <c>Codes</c> of the settings. Keys rotate in two steps: a new one is added
/// to <see cref="Keys"/> of every instance first, then <see cref="CurrentKey"/> names it; the old one goes when the last
/// request made with it has ended.
/// </summary>
public sealed class CodesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Codes";

    /// <summary>Key id (letters, digits, <c>-</c>, <c>_</c>) to base64 of 32 random bytes.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The id of the key that new requests use.</summary>
    public string CurrentKey { get; set; } = "";
}
