using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ContractAttach.Codes;

/// <summary>Compares digests of codes. Pure: an orchestrator may call it at every replay.</summary>
public static class CodeDigest
{
    /// <summary>Whether two digests are the same, in a time that does not tell where they differ.</summary>
    public static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(a.AsSpan()), MemoryMarshal.AsBytes(b.AsSpan()));
}
