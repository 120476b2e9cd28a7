using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ContractAttach.Storage;

/// <summary>Turns what is personal into a key that tells nothing to who reads the tables: HMAC-SHA-256 under the server's own key.</summary>
public sealed class KeyedHash
{
    /// <summary>Length of the key: the hash's own, RFC 2104 section 3.</summary>
    internal const int KeyBytes = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key;

    /// <summary>Hashes under the settings' key.</summary>
    public KeyedHash(IOptions<StorageOptions> options) => _key = Convert.FromBase64String(options.Value.HashKey);

    /// <summary>The hash of a value, as 43 characters of base64url.</summary>
    /// <param name="purpose">What the hash is for; the same value has unrelated hashes for two purposes. Holds no NUL.</param>
    /// <param name="value">What is hashed.</param>
    public string Of(string purpose, string value)
    {
        if (purpose.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A purpose holds no NUL: it is what separates it from the value.", nameof(purpose));

        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\0{value}")));
    }
}
