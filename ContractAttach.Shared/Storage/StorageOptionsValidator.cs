using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace ContractAttach.Storage;

/// <summary>Says in words what is wrong with the storage settings, before anything is asked of the storage.</summary>
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Whether tables' names can begin with a text.</summary>
    public static bool IsPrefix(string text) => Prefix().IsMatch(text);

    /// <summary>Whether a text names a storage account with a key.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            _ = new TableServiceClient(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Problems(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString) == (options.TablesEndpoint is null))
            yield return "Set either Storage__ConnectionString or Storage__TablesEndpoint: the storage account that has the tables.";
        else if (options.TablesEndpoint?.IsSecure() == false)
            yield return "Storage__TablesEndpoint is not an https address such as https://<account>.table.core.windows.net (on your own machine, http is taken too).";
        else if (options.TablesEndpoint is null && !IsConnectionString(options.ConnectionString!))
            yield return "Storage__ConnectionString is not a connection string of a storage account.";

        if (!IsPrefix(options.TablePrefix))
            yield return "Storage__TablePrefix is at most 50 letters and digits, a letter first.";

        if (!IsHashKey(options.HashKey))
            yield return $"Storage__HashKey is the base64 of {KeyedHash.KeyBytes} random bytes, for example from: openssl rand -base64 {KeyedHash.KeyBytes}.";
    }

    private static bool IsHashKey(string text)
    {
        Span<byte> key = stackalloc byte[KeyedHash.KeyBytes + 3];
        return Convert.TryFromBase64String(text, key, out int length) && length == KeyedHash.KeyBytes;
    }

    // 63 characters a table name, less the longest of ours.
    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9]{0,49})?\z")]
    private static partial Regex Prefix();
}
