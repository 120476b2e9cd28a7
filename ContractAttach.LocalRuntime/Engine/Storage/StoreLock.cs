using System.Security.Cryptography;
using System.Text;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Keeps a second process of this machine from a store. The operating system ends it with the process, however that ends.</summary>
internal static class StoreLock
{
    /// <summary>Takes the lock; disposing gives it back.</summary>
    /// <exception cref="StartupException">Another process has it.</exception>
    internal static IDisposable Take(string identity)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
        string path = Path.Combine(Path.GetTempPath(), $"durable-store-{name}.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Another process already runs on this store ({identity}); stop it or choose another hubName in host.json.", e);
        }
    }
}
