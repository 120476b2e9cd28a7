using System.IO.Compression;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using ContractAttach.Storage;

namespace ContractAttach.Backup;

/// <summary>
/// Puts a backup into tables that are empty. Until it is done a row says which backup it is, so that the same command goes on where one was
/// stopped, and nothing else is taken for that.
/// </summary>
internal sealed class TableRestore(Tables tables, string prefix, TextWriter output)
{
    private const string Mark = Tables.RestoreMark;
    private const string Backup = "Backup";

    // Less than the 4 MiB that a transaction takes, whatever its characters are in bytes.
    private const int LargestTransaction = 1_000_000;

    private const int SideBySide = 16;

    /// <summary>Restores it.</summary>
    public async Task RunAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        BackupManifest manifest = await BackupManifest.ReadAsync(folder, cancellationToken);
        Dictionary<string, TableClient> targets = tables.All.ToDictionary(table => table.Name[prefix.Length..]);
        if (manifest.Files.FirstOrDefault(file => !targets.ContainsKey(file.Table)) is { } unknown)
            throw new BackupRefusedException($"This version has no table {unknown.Table}: restore with the version that the backup was made with.");

        await tables.EnsureCreatedAsync(cancellationToken);
        await BeginAsync(manifest.Id, cancellationToken);
        foreach (BackupFile file in manifest.Files)
        {
            await RestoreAsync(Path.Combine(folder.FullName, file.Name), targets[file.Table], cancellationToken);
            await output.WriteLineAsync($"{file.Name}: {file.Rows} rows");
        }

        await tables.Accounts.DeleteEntityAsync(Mark, Mark, cancellationToken: cancellationToken);
    }

    private async Task BeginAsync(Guid backup, CancellationToken cancellationToken)
    {
        if (await tables.Accounts.FindAsync<TableEntity>(Mark, Mark, cancellationToken) is { } begun)
        {
            if (begun.GetGuid(Backup) != backup)
                throw new BackupRefusedException("Another backup was begun to be restored into these tables: go on with that one, or take empty tables.");
            return;
        }

        List<string> filled = [];
        foreach (TableClient table in tables.All)
        {
            if (await table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellationToken).AnyAsync(cancellationToken))
                filled.Add(table.Name);
        }

        if (filled.Count > 0)
            throw new BackupRefusedException($"Not empty: {string.Join(", ", filled)}. A backup is restored into empty tables only: name another account or --prefix.");
        await tables.Accounts.AddEntityAsync(new TableEntity(Mark, Mark) { [Backup] = backup }, cancellationToken);
    }

    private static Task RestoreAsync(string path, TableClient table, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        TransactionsAsync(path, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
        async (rows, token) => await table.SubmitTransactionAsync(rows, token));

    // Rows that come one after the other in a partition.
    private static async IAsyncEnumerable<List<TableTransactionAction>> TransactionsAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var lines = new StreamReader(zip);
        List<TableTransactionAction> rows = [];
        int size = 0;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            TableEntity row = RowText.Read(line);
            if (rows.Count == TableClientExtensions.TransactionRows || (rows.Count > 0 && (size + line.Length > LargestTransaction || rows[0].Entity.PartitionKey != row.PartitionKey)))
            {
                yield return rows;
                (rows, size) = ([], 0);
            }

            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            size += line.Length;
        }

        if (rows.Count > 0)
            yield return rows;
    }
}
