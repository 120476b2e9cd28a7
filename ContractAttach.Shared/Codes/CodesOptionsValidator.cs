using Microsoft.Extensions.Options;

namespace ContractAttach.Codes;

/// <summary>Says by the setting's name what is wrong with the keys, and never shows one.</summary>
internal sealed class CodesOptionsValidator : IValidateOptions<CodesOptions>
{
    /// <summary>Bytes of a key: as many as the hash gives, RFC 2104 section 3.</summary>
    public const int KeyBytes = 32;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CodesOptions options)
    {
        List<string> wrong = [];
        if (options.Keys.Count == 0)
            wrong.Add("Codes__Keys is empty: give at least one key, Codes__Keys__<keyId>, as base64 of 32 random bytes.");
        foreach ((string id, string key) in options.Keys)
        {
            if (!IsKeyId(id))
                wrong.Add($"Codes__Keys__{id}: a key id has 1 to 32 letters, digits, '-' or '_'.");
            if (!IsKey(key))
                wrong.Add($"Codes__Keys__{id} must be base64 of {KeyBytes} random bytes.");
        }

        if (string.IsNullOrEmpty(options.CurrentKey))
            wrong.Add("Codes__CurrentKey is missing: name the key of Codes__Keys that new codes use.");
        else if (!options.Keys.ContainsKey(options.CurrentKey))
            wrong.Add($"Codes__CurrentKey names '{options.CurrentKey}', which Codes__Keys does not have.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsKeyId(string id) =>
        id.Length is >= 1 and <= 32 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        bool fits = Convert.TryFromBase64String(key ?? "", bytes, out int written) && written == KeyBytes;
        bytes.Clear();
        return fits;
    }
}
