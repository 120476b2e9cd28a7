using System.Security.Cryptography;
using System.Text;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Keeps a second process of this machine from a store. The operating system ends it with the process, however that ends.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    private StoreLock(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Takes the lock; disposing gives it back.</summary>
    /// <exception cref="StartupException">Another process has it, or another user's file is in the way.</exception>
    internal static StoreLock Take(string identity)
    {
        string path = PathOf(identity);
        try
        {
            FileStream file = Open(path);
            while (!IsFoundAt(path, file))
            {
                file.Dispose();
                file = Open(path);
            }

            return new StoreLock(path, file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException($"The lock of this store ({identity}) is a file of another user, {path}: delete it where nobody runs on the store, or choose another hubName in host.json.", e);
        }
        catch (IOException e)
        {
            throw new StartupException($"Another process already runs on this store ({identity}); stop it or choose another hubName in host.json.", e);
        }
    }

    /// <summary>Where the lock of a store is.</summary>
    internal static string PathOf(string identity) =>
        Path.Combine(Path.GetTempPath(), $"durable-store-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16))}.lock");

    /// <inheritdoc/>
    public void Dispose()
    {
        // Windows does not delete what is open.
        if (!OperatingSystem.IsWindows())
            File.Delete(_path);
        _file.Dispose();
    }

    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    // Whoever had the lock may have deleted the file between its opening and its locking here: then it is a lock that nobody else meets.
    // A file's own time tells it from the next one of its name; one to come keeps it from those who tidy up old files.
    private static bool IsFoundAt(string path, FileStream file)
    {
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UtcNow.AddTicks(Random.Shared.NextInt64(TimeSpan.FromDays(3650).Ticks)));
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
