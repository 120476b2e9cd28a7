using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Identity;
using ContractAttach.Storage;
using Microsoft.Extensions.Options;

namespace ContractAttach.Backup;

/// <summary>The command line of backup and restore.</summary>
internal static class BackupCommand
{
    /// <summary>Names the environment variable of the tables: a command line is seen by others on the machine.</summary>
    public const string TablesVariable = "CONTRACT_ATTACH_TABLES";

    /// <summary>Does what a command line asks for.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, InvocationConfiguration console, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Create().Parse(arguments);
        int exitCode = await parsed.InvokeAsync(console, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCodes.Failed : exitCode;
    }

    private static RootCommand Create()
    {
        Option<string?> tables = new("--tables")
        {
            Description = $"Where the tables are: their address, such as https://<account>.table.core.windows.net, which is reached with your own identity, or a connection string, better given in the environment variable {TablesVariable}, since others see command lines.",
            Recursive = true,
        };
        Option<string> prefix = new("--prefix") { Description = "What the tables' names begin with: Storage__TablePrefix.", DefaultValueFactory = _ => "", Recursive = true };
        prefix.Validators.Add(result =>
        {
            if (!StorageOptionsValidator.IsPrefix(result.GetValueOrDefault<string>()))
                result.AddError("--prefix is at most 50 letters and digits, a letter first.");
        });

        Option<DirectoryInfo> to = new("--to") { Description = "The folder, which is made where there is none.", Required = true };
        Command backup = new("backup", "Copies the tables into a folder; the application may go on. The durable engine's tables are left out.") { to };
        backup.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, tables, prefix, "It is not whole: the same command begins anew.",
            (all, start, console) => new TableBackup(all, start, console).RunAsync(parsed.GetValue(to)!, cancellationToken)));

        Option<DirectoryInfo> from = new("--from") { Description = "The folder of a backup.", Required = true };
        from.AcceptExistingOnly();
        Command restore = new("restore", "Puts a backup into tables that are empty, while no application uses them.") { from };
        restore.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, tables, prefix, "It is not done: the same command goes on.",
            (all, start, console) => new TableRestore(all, start, console).RunAsync(parsed.GetValue(from)!, cancellationToken)));

        RootCommand command = new(
            "Backs the tables of ContractAttach up, and restores them. "
            + "Ends with 0 when all is copied, 2 when something failed, was refused or the command line was not understood, 130 when it was stopped.")
        {
            tables, prefix, backup, restore,
        };
        foreach (Command sub in new[] { backup, restore })
            sub.Validators.Add(result => RequireTables(TablesOf(result.GetResult(tables)), result));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Option<string?> tables, Option<string> prefix, string next, Func<Tables, string, TextWriter, Task> run)
    {
        InvocationConfiguration console = parsed.InvocationConfiguration;
        try
        {
            string where = TablesOf(parsed.GetResult(tables))!;
            bool isAddress = IsAddress(where);
            var storage = new StorageOptions
            {
                TablesEndpoint = isAddress ? new Uri(where) : null,
                ConnectionString = isAddress ? null : where,
                TablePrefix = parsed.GetValue(prefix)!,
            };
            await run(new Tables(Options.Create(storage), policy: null, Patiently), storage.TablePrefix, console.Output);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("Stopped. " + next);
            return ExitCodes.Stopped;
        }
        catch (BackupRefusedException refused)
        {
            await console.Error.WriteLineAsync(refused.Message);
            return ExitCodes.Failed;
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            await console.Error.WriteLineAsync($"{reason} {next}");
            return ExitCodes.Failed;
        }
    }

    // Nobody waits for an answer, and a storage that is busy with this is left some time: half a minute in all.
    private static void Patiently(RetryOptions retry) =>
        (retry.Mode, retry.MaxRetries, retry.Delay, retry.MaxDelay) = (RetryMode.Exponential, 6, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));

    // The storage's own messages name rows, whose keys may be somebody's numbers.
    private static string? Reason(Exception exception) => exception switch
    {
        RequestFailedException { Status: 401 or 403 } =>
            "The storage refuses you: backup takes the role Storage Table Data Reader, restore Storage Table Data Contributor.",
        RequestFailedException { Status: > 0 } failed => $"The storage answered {failed.Status} {failed.ErrorCode}.",
        RequestFailedException or AggregateException => "The storage does not answer.",
        AuthenticationFailedException => "You are not signed in: sign in with az login.",
        JsonException or InvalidDataException or FormatException or InvalidOperationException => "A file of the backup cannot be read.",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.IsSecure();

    // No default value of the option: the help shows those.
    private static string? TablesOf(OptionResult? given) =>
        given is null ? Environment.GetEnvironmentVariable(TablesVariable) : given.Tokens.SingleOrDefault()?.Value;

    private static void RequireTables(string? tables, CommandResult result)
    {
        if (string.IsNullOrWhiteSpace(tables))
            result.AddError($"Say where the tables are, in the environment variable {TablesVariable} or with --tables.");
        else if (!IsAddress(tables) && !StorageOptionsValidator.IsConnectionString(tables))
            result.AddError("--tables is neither an address that begins with https:// nor a connection string of a storage account.");
    }
}
