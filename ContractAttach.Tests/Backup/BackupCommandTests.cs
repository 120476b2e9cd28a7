using System.CommandLine;
using System.Net;
using Azure.Data.Tables;
using ContractAttach.Backup;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Backup;

/// <summary>Backup and restore from the command line, on real tables.</summary>
public sealed class BackupCommandTests(DevServicesFixture services) : IDisposable
{
    private const string Marker = "restore";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contract-attach-tests-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Copy => Path.Combine(_folder.FullName, "copy");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_row_comes_back_as_it_was_whatever_its_columns()
    {
        (Tables from, string source) = await NewAsync();
        await FillAsync(from.Accounts, "full", 250);
        await from.Accounts.AddEntityAsync(EveryType(), Cancel);
        foreach (TableClient table in from.All.Skip(1))
            await FillAsync(table, "some", 3);

        Assert.Equal(ExitCodes.Done, await BackupAsync(source));
        (Tables to, string target) = await NewAsync();
        Assert.Equal(ExitCodes.Done, await RestoreAsync(target));

        foreach ((TableClient was, TableClient @is) in from.All.Zip(to.All))
            Assert.Equal(await RowsAsync(was), await RowsAsync(@is));
        Assert.Contains("05-accounts.ndjson.gz: 251 rows", Text(_output), StringComparison.Ordinal);
        Assert.Equal("", Text(_error));
    }

    [Fact]
    public async Task A_backup_is_for_whoever_made_it_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        (_, string source) = await NewAsync();
        Assert.Equal(ExitCodes.Done, await BackupAsync(source));

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        Assert.Equal(default, new DirectoryInfo(Copy).UnixFileMode & Others);
        Assert.All(new DirectoryInfo(Copy).GetFiles("*.gz"), file => Assert.Equal(default, file.UnixFileMode & Others));
    }

    [Fact]
    public async Task A_folder_that_is_open_to_others_is_not_written_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        (_, string source) = await NewAsync();
        ChangeMode("755");

        Assert.Equal(ExitCodes.Failed, await BackupAsync(source));
        Assert.Contains("open to others", Text(_error), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Copy));

        ChangeMode("700");
        Assert.Equal(ExitCodes.Done, await BackupAsync(source));

        void ChangeMode(string mode)
        {
            Directory.CreateDirectory(Copy);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Copy, (UnixFileMode)Convert.ToInt32(mode, 8));
        }
    }

    [Fact]
    public async Task What_leads_to_accounts_is_copied_before_and_after_them()
    {
        (_, string source) = await NewAsync();
        await BackupAsync(source);

        string[] order = [.. Text(_output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[3..line.IndexOf('.', StringComparison.Ordinal)])];
        string[] finders = ["logins", "contractlinks", "due", "revocations"];
        int accounts = Array.IndexOf(order, "accounts");
        Assert.Equal(finders, order[..accounts]);
        Assert.Empty(finders.Except(order[(accounts + 1)..]));
        Assert.Equal(8, order.Distinct().Count());
    }

    [Fact]
    public async Task Tables_with_anything_in_them_are_left_alone()
    {
        (Tables tables, string prefix) = await NewAsync();
        await FillAsync(tables.Audit, "some", 1);
        await BackupAsync(prefix);

        Assert.Equal(ExitCodes.Failed, await RestoreAsync(prefix));

        Assert.Contains($"Not empty: {prefix}audit.", Text(_error), StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(tables.Accounts));
    }

    [Fact]
    public async Task A_folder_with_a_backup_is_not_written_to()
    {
        (_, string prefix) = await NewAsync();
        Assert.Equal(ExitCodes.Done, await BackupAsync(prefix));
        Assert.Equal(ExitCodes.Failed, await BackupAsync(prefix));

        Assert.Contains("has a backup already", Text(_error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_breaks_off_is_none_and_the_same_command_makes_one()
    {
        (Tables tables, string source) = await NewAsync();
        await FillAsync(tables.Audit, "some", 3);
        await using WireProxy proxy = await ProxyAsync();
        proxy.Faulting = call => call.Kind == source + "audit GET" ? WireFault.Refused(HttpStatusCode.Forbidden) : null;

        Assert.Equal(ExitCodes.Failed, await BackupAsync(source, proxy));
        Assert.Contains("Storage Table Data Reader, restore Storage Table Data Contributor. It is not whole: the same command begins anew.", Text(_error), StringComparison.Ordinal);
        (Tables to, string target) = await NewAsync();
        Assert.Equal(ExitCodes.Failed, await RestoreAsync(target));
        Assert.Contains("has no whole backup", Text(_error), StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Done, await BackupAsync(source));
        Assert.Equal(ExitCodes.Done, await RestoreAsync(target));
        Assert.Equal(3, (await RowsAsync(to.Audit)).Count);
    }

    [Fact]
    public async Task A_restore_that_breaks_off_goes_on_by_the_same_command()
    {
        (Tables from, string source) = await NewAsync();
        foreach (TableClient table in from.All)
            await FillAsync(table, "some", 120);
        await BackupAsync(source);
        (Tables to, string target) = await NewAsync();
        await using WireProxy proxy = await ProxyAsync();
        int transactions = 0;
        proxy.Faulting = call => call.Kind.EndsWith("BATCH", StringComparison.Ordinal) && Interlocked.Increment(ref transactions) == 5
            ? WireFault.DoneAndRefused(HttpStatusCode.BadRequest)
            : null;

        Assert.Equal(ExitCodes.Failed, await RestoreAsync(target, proxy));
        Assert.Matches("The storage answered 400 .*It is not done: the same command goes on.", Text(_error));
        Assert.True(await to.AreHalfRestoredAsync(Cancel));
        Assert.Equal(ExitCodes.Done, await RestoreAsync(target, proxy));
        Assert.False(await to.AreHalfRestoredAsync(Cancel));

        foreach ((TableClient was, TableClient @is) in from.All.Zip(to.All))
            Assert.Equal(await RowsAsync(was), await RowsAsync(@is));
        Assert.Equal(ExitCodes.Failed, await RestoreAsync(target));
        Assert.Contains("Not empty", Text(_error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_restore_broke_off_no_other_backup_is_restored()
    {
        (Tables tables, string prefix) = await NewAsync();
        await BackupAsync(prefix);
        await tables.Accounts.AddEntityAsync(new TableEntity(Marker, Marker) { ["Backup"] = Guid.NewGuid() }, Cancel);

        Assert.Equal(ExitCodes.Failed, await RestoreAsync(prefix));

        Assert.Contains("Another backup was begun", Text(_error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("05-accounts.ndjson.gz", true)]
    [InlineData("05-accounts.ndjson.gz", false)]
    [InlineData("manifest.json", false)]
    public async Task A_damaged_backup_is_not_begun_to_be_restored(string file, bool isGone)
    {
        (Tables from, string source) = await NewAsync();
        await FillAsync(from.Accounts, "some", 3);
        await BackupAsync(source);
        (Tables to, string target) = await NewAsync();
        string path = Path.Combine(Copy, file);
        if (isGone)
            File.Delete(path);
        else
            await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, Cancel))[..^1], Cancel);

        Assert.Equal(ExitCodes.Failed, await RestoreAsync(target));

        Assert.NotEqual("", Text(_error));
        foreach (TableClient table in to.All)
            Assert.Empty(await RowsAsync(table));
    }

    [Theory]
    [InlineData("\"05-accounts.ndjson.gz\"", "\"../copy/05-accounts.ndjson.gz\"")]
    [InlineData("\"05-accounts.ndjson.gz\"", "null")]
    [InlineData("\"files\":", "\"files\": null, \"others\":")]
    [InlineData("\"files\":", "\"files\": [], \"others\":")]
    public async Task A_manifest_that_names_anything_but_files_of_its_folder_is_refused(string written, string instead)
    {
        (Tables from, string source) = await NewAsync();
        await FillAsync(from.Accounts, "some", 3);
        await BackupAsync(source);
        (Tables to, string target) = await NewAsync();
        string path = Path.Combine(Copy, "manifest.json");
        string manifest = await File.ReadAllTextAsync(path, Cancel);
        Assert.Contains(written, manifest, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, manifest.Replace(written, instead, StringComparison.Ordinal), Cancel);

        Assert.Equal(ExitCodes.Failed, await RestoreAsync(target));

        Assert.Contains("backup", Text(_error), StringComparison.Ordinal);
        foreach (TableClient table in to.All)
            Assert.Empty(await RowsAsync(table));
    }

    [Theory]
    [InlineData("--tables is neither an address", "backup", "--to", "copy", "--tables", "nowhere")]
    [InlineData("--tables is neither an address", "backup", "--to", "copy", "--tables", "http://tables.example.com")]
    [InlineData("--prefix is at most 50 letters", "backup", "--to", "copy", "--tables", "UseDevelopmentStorage=true", "--prefix", "a-b")]
    [InlineData("--to", "backup", "--tables", "UseDevelopmentStorage=true")]
    [InlineData("--from", "restore", "--tables", "UseDevelopmentStorage=true")]
    [InlineData("no-such-folder", "restore", "--tables", "UseDevelopmentStorage=true", "--from", "no-such-folder")]
    [InlineData("in the environment variable CONTRACT_ATTACH_TABLES or with --tables", "backup", "--to", "copy", "--tables", "")]
    public async Task A_command_line_that_is_not_understood_is_told(string saying, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Failed, await BackupCommand.RunAsync(arguments, Console(), Cancel));
        Assert.Contains(saying, Text(_error), StringComparison.Ordinal);
    }

    private static TableEntity EveryType() => new("every", "type")
    {
        ["Text"] = "é\n\"\u2028\ud83d\ude00",
        ["Empty"] = "",
        ["Looks"] = "2026-01-01T00:00:00Z",
        ["Flag"] = true,
        ["Number"] = int.MinValue,
        ["Long"] = long.MaxValue,
        ["Double"] = 0.1 + 0.2,
        ["Whole"] = 3.0,
        ["Instant"] = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_567),
        ["Id"] = Guid.NewGuid(),
        ["Bytes"] = new byte[] { 0, 255, 1 },
    };

    private static async Task FillAsync(TableClient table, string partition, int rows)
    {
        foreach (int[] some in Enumerable.Range(0, rows).Chunk(TableClientExtensions.TransactionRows))
        {
            await table.SubmitTransactionAsync(
                some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"{row:000}") { ["Text"] = $"{table.Name} {row}" })), Cancel);
        }
    }

    // Its tables' names are not of the row.
    private static async Task<List<string>> RowsAsync(TableClient table) =>
        await table.QueryAsync<TableEntity>(cancellationToken: Cancel)
            .Select(row => string.Join('|', row.Where(column => column.Key is not ("odata.etag" or "Timestamp")).OrderBy(column => column.Key, StringComparer.Ordinal)
                .Select(column => $"{column.Key}:{column.Value.GetType().Name}:{(column.Value is byte[] bytes ? Convert.ToHexString(bytes) : column.Value is DateTimeOffset instant ? instant.ToString("o") : column.Value)}")))
            .ToListAsync(Cancel);

    private static string Text(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n");

    private async Task<(Tables Tables, string Prefix)> NewAsync()
    {
        var tables = new TestTables(services);
        await tables.Tables.EnsureCreatedAsync(Cancel);
        return (tables.Tables, tables.Options.Value.TablePrefix);
    }

    private Task<WireProxy> ProxyAsync() => WireProxy.StartAsync(services.StorageConnectionString, services.CommunicationConnectionString, Cancel);

    private Task<int> BackupAsync(string prefix, WireProxy? proxy = null) => RunAsync("backup", "--to", prefix, proxy);

    private Task<int> RestoreAsync(string prefix, WireProxy? proxy = null) => RunAsync("restore", "--from", prefix, proxy);

    private Task<int> RunAsync(string command, string option, string prefix, WireProxy? proxy) => BackupCommand.RunAsync(
        [command, option, Copy, "--tables", proxy?.StorageConnectionString ?? services.StorageConnectionString, "--prefix", prefix], Console(), Cancel);

    private InvocationConfiguration Console() => new() { Output = _output, Error = _error };
}
