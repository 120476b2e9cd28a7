using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ContractAttach.Attachments;
using Microsoft.Extensions.Options;

namespace ContractAttach.Codes;

/// <summary>
/// Makes codes and their digests. A code is never kept: the same seed and send always give the same one, so a repeated
/// delivery of a send carries the same code, and only a server with the key can tell it.
/// </summary>
public sealed class CodeBook
{
    /// <summary>Bytes of a salt: 128 bits.</summary>
    private const int SaltBytes = 16;

    private readonly Dictionary<string, byte[]> _keys;
    private readonly string _currentKey;
    private readonly int _digits;

    /// <summary>Takes the keys and the length of a code from the settings.</summary>
    public CodeBook(IOptions<CodesOptions> codes, IOptions<AttachmentOptions> attachment)
    {
        _keys = codes.Value.Keys.ToDictionary(
            key => key.Key, key => Convert.FromBase64String(key.Value), StringComparer.OrdinalIgnoreCase);
        _currentKey = codes.Value.CurrentKey;
        _digits = attachment.Value.CodeDigits;
    }

    /// <summary>A seed for a new request: the current key and a fresh salt.</summary>
    public CodeSeed NewSeed() =>
        new(_currentKey, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SaltBytes)));

    /// <summary>Whether this instance has the seed's key.</summary>
    public bool Knows(CodeSeed seed) => _keys.ContainsKey(seed.KeyId);

    /// <summary>The code of a send: <see cref="AttachmentOptions.CodeDigits"/> digits, leading zeros kept.</summary>
    /// <param name="seed">The request's seed.</param>
    /// <param name="send">Which send of the request.</param>
    /// <exception cref="UnknownCodeKeyException">This instance does not have the seed's key.</exception>
    public string Derive(CodeSeed seed, int send)
    {
        ulong codes = (ulong)Math.Pow(10, _digits);
        // The last, incomplete run of codes below 2^64 would favour the small ones: a number in it is thrown away.
        ulong end = ulong.MaxValue - (ulong.MaxValue % codes);
        Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
        try
        {
            for (int counter = 0; ; counter++)
            {
                using (IncrementalHash hash = Begin(seed, "ContractAttach code v1", send))
                {
                    Append(hash, counter);
                    hash.GetHashAndReset(block);
                }

                for (int at = 0; at < block.Length; at += sizeof(ulong))
                {
                    ulong number = BinaryPrimitives.ReadUInt64BigEndian(block[at..]);
                    if (number < end)
                        return (number % codes).ToString($"D{_digits}", null);
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
        }
    }

    /// <summary>What stands for a code where codes are compared: keyed, and bound to one send of one request.</summary>
    /// <param name="seed">The request's seed.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="send">Which send of the request.</param>
    /// <param name="code">The digits, as sent or as typed.</param>
    /// <returns>32 bytes, base64url; compare by <see cref="CodeDigest.Same"/>.</returns>
    /// <exception cref="UnknownCodeKeyException">This instance does not have the seed's key.</exception>
    public string Digest(CodeSeed seed, string requestId, int send, string code)
    {
        using IncrementalHash hash = Begin(seed, "ContractAttach digest v1", send);
        Append(hash, requestId);
        Append(hash, code);
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    /// <summary>A keyed hash over label, salt and send; each part has a fixed length or says its own, so that no two inputs look the same.</summary>
    private IncrementalHash Begin(CodeSeed seed, string label, int send)
    {
        if (!_keys.TryGetValue(seed.KeyId, out byte[]? key))
            throw new UnknownCodeKeyException(seed.KeyId);
        IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hash, label);
        Append(hash, seed.Salt);
        Append(hash, send);
        return hash;
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }
}
