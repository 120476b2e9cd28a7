using ContractAttach.Attachments;
using ContractAttach.Codes;
using Microsoft.Extensions.Options;

namespace ContractAttach.Tests.Codes;

/// <summary>Code books with keys that a test can compute with.</summary>
internal static class CodeBooks
{
    public static byte[] Key(byte fill) => [.. Enumerable.Range(0, 32).Select(at => (byte)(fill + at))];

    public static CodeBook With(int digits, string currentKey, params (string Id, byte Fill)[] keys)
    {
        CodesOptions codes = new() { CurrentKey = currentKey };
        foreach ((string id, byte fill) in keys)
            codes.Keys[id] = Convert.ToBase64String(Key(fill));
        return new CodeBook(Options.Create(codes), Options.Create(new AttachmentOptions { CodeDigits = digits }));
    }

    public static CodeBook One(int digits = 8) => With(digits, "k1", ("k1", 1));

    /// <summary>The salt of a number: seeds that are the same in every run.</summary>
    public static CodeSeed Seed(int number, string keyId = "k1") =>
        new(keyId, Convert.ToBase64String(BitConverter.GetBytes((long)number)) + "0123456789");
}
