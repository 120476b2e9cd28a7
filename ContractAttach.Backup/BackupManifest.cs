using System.Security.Cryptography;
using System.Text.Json;

namespace ContractAttach.Backup;

/// <summary>Says of a folder that the backup in it is whole; it is written last.</summary>
/// <param name="Id">Which backup it is.</param>
/// <param name="BegunAt">When it was begun: nothing that came after is sure to be in it.</param>
/// <param name="Files">Its files, in the order in which they are restored.</param>
internal sealed record BackupManifest(Guid Id, DateTimeOffset BegunAt, IReadOnlyList<BackupFile> Files)
{
    private const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Whether the folder has one.</summary>
    public static bool IsIn(DirectoryInfo folder) => File.Exists(In(folder));

    /// <summary>Reads the folder's, and makes sure of its files.</summary>
    public static async Task<BackupManifest> ReadAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        if (!IsIn(folder))
            throw new BackupRefusedException($"{folder} has no whole backup: {FileName} is missing. Was the backup stopped?");
        BackupManifest manifest = JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllBytesAsync(In(folder), cancellationToken), s_json)
            ?? throw new JsonException();
        // What is made sure of here is what is read later: a file of this folder.
        if (manifest.Files.Count == 0 || manifest.Files.Any(file => file.Name != Path.GetFileName(file.Name)))
            throw new BackupRefusedException($"{In(folder)} names no files, or some of other folders: take another copy of the backup.");
        foreach (BackupFile file in manifest.Files)
        {
            string path = Path.Combine(folder.FullName, file.Name);
            if (!File.Exists(path) || await HashAsync(path, cancellationToken) != file.Sha256)
                throw new BackupRefusedException($"{path} is not as it was written: take another copy of the backup.");
        }

        return manifest;
    }

    /// <summary>Writes it: the backup is whole.</summary>
    public Task WriteAsync(DirectoryInfo folder, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(In(folder), JsonSerializer.SerializeToUtf8Bytes(this, s_json), cancellationToken);

    /// <summary>What a file hashes to.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private static string In(DirectoryInfo folder) => Path.Combine(folder.FullName, FileName);
}
