using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using ContractAttach.DevServices.Hosting;

namespace ContractAttach.DevServices.Communication;

/// <summary>The key that requests to the SMS and e-mail services are signed with.</summary>
internal sealed class AccessKey(byte[] key)
{
    /// <summary>The key in <c>Communication:ConnectionString</c>, the very setting of the application that is to sign with it.</summary>
    /// <exception cref="CannotStartException">The setting is missing or has no usable key.</exception>
    public static AccessKey From(IConfiguration configuration)
    {
        try
        {
            DbConnectionStringBuilder parts = new() { ConnectionString = configuration["Communication:ConnectionString"] };
            if (parts.TryGetValue("accesskey", out object? key))
                return new AccessKey(Convert.FromBase64String((string)key));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw NoKey(exception);
        }

        throw NoKey(null);
    }

    /// <summary>Whether a signature is the one of this text.</summary>
    public bool Signed(string text, string signature)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(signature, given, out int length)
            && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static CannotStartException NoKey(Exception? cause) =>
        new("Communication__ConnectionString must be set to endpoint=http://127.0.0.1:7072/;accesskey=<base64>, the same as the application's.", cause);
}
