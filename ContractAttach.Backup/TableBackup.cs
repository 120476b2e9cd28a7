using System.IO.Compression;
using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Backup;

/// <summary>Copies the application's tables into a folder while it goes on.</summary>
internal sealed class TableBackup(Tables tables, string prefix, TextWriter output)
{
    // What it holds is personal: it is for whoever wrote it alone.
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Copies them. A folder in which a backup was stopped begins anew.</summary>
    public async Task RunAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        if (BackupManifest.IsIn(folder))
            throw new BackupRefusedException($"{folder} has a backup already: name another folder.");
        if (OperatingSystem.IsWindows())
            folder.Create();
        else if ((Directory.CreateDirectory(folder.FullName, Mine | UnixFileMode.UserExecute).UnixFileMode & Others) != 0)
            throw new BackupRefusedException($"{folder} is open to others, and a backup is for you alone: name a new folder, or close this one (chmod 700).");

        DateTimeOffset begunAt = DateTimeOffset.UtcNow;
        List<BackupFile> files = [];
        foreach (TableClient table in Order())
        {
            string name = table.Name[prefix.Length..];
            var file = new BackupFile($"{files.Count + 1:00}-{name}.ndjson.gz", name, 0, "");
            string path = Path.Combine(folder.FullName, file.Name);
            long rows = await CopyAsync(table, path, cancellationToken);
            files.Add(file with { Rows = rows, Sha256 = await BackupManifest.HashAsync(path, cancellationToken) });
            await output.WriteLineAsync($"{file.Name}: {rows} rows");
        }

        await new BackupManifest(Guid.NewGuid(), begunAt, files).WriteAsync(folder, cancellationToken);
    }

    // What leads to an account's rows is written before them and deleted after them. Copied before and after, it is there for each of
    // them that is; what leads to nothing does no harm.
    private IEnumerable<TableClient> Order() =>
        [tables.Logins, tables.ContractLinks, tables.Due, tables.Revocations, tables.Accounts, .. tables.All.Except([tables.Accounts])];

    private static async Task<long> CopyAsync(TableClient table, string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;
        await using var file = new FileStream(path, options);
        await using var zip = new GZipStream(file, CompressionLevel.Optimal);
        await using var lines = new StreamWriter(zip) { NewLine = "\n" };
        long rows = 0;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            await lines.WriteLineAsync(RowText.Write(row).AsMemory(), cancellationToken);
            rows++;
        }

        return rows;
    }
}
