using System.Security.Cryptography;
using System.Text;

namespace ContractAttach.LocalRuntime.Hosting.Settings;

/// <summary>Tells whether two programs have the same value of a setting, without telling the value. The development services compile this file, too.</summary>
internal static class SettingDigest
{
    /// <summary>The header in which a companion program answers it.</summary>
    public const string Header = "Setting-Digest";

    /// <summary>The digest of a setting's value; one that is missing is as an empty one.</summary>
    public static string Of(string? value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value ?? "")));
}
