using System.Security.Cryptography;
using System.Text;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Identifiers that are the same in each replay: version 5 of RFC 9562, by name.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] s_namespace = new Guid("5f1c6a0e-8f0b-4b8e-9d55-0c3a2b9d7f11").ToByteArray(bigEndian: true);

    /// <summary>The identifier of a name.</summary>
    internal static Guid Of(string name)
    {
#pragma warning disable CA5350 // RFC 9562 names SHA-1 for version 5; nothing secret depends on it.
        Span<byte> hash = SHA1.HashData([.. s_namespace, .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
