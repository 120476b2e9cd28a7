using Azure.Data.Tables;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Opens the table service, or says what is wrong with its settings.</summary>
internal static class TableConnection
{
    // Azurite needs a second or two where it is started at the same time.
    private const int Tries = 10;
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(300);

    /// <summary>A client of the storage account.</summary>
    /// <exception cref="StartupException">There is no connection string, or it is none.</exception>
    internal static TableServiceClient Open(EngineOptions options, TimeSpan answerWithin)
    {
        const string Setting = "AzureWebJobsStorage";
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new StartupException($"{Setting} is not set: give it the connection string of a storage account (UseDevelopmentStorage=true for Azurite).");

        try
        {
            TableClientOptions client = new() { Retry = { MaxRetries = 0, NetworkTimeout = answerWithin } };
            return new TableServiceClient(options.ConnectionString, client);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StartupException($"{Setting} is not the connection string of a storage account with tables: correct it (UseDevelopmentStorage=true for Azurite).", e);
        }
    }

    /// <summary>The hub's name.</summary>
    /// <exception cref="StartupException">It cannot begin a table's name.</exception>
    internal static string CheckHubName(string hub) =>
        hub.Length is >= 3 and <= 45 && char.IsAsciiLetter(hub[0]) && hub.All(char.IsAsciiLetterOrDigit)
            ? hub
            : throw new StartupException($"hubName '{hub}' in host.json must be 3 to 45 letters and digits, a letter first: choose another.");

    /// <summary>Makes the tables where they are not there.</summary>
    /// <exception cref="StartupException">The service cannot be reached or refuses.</exception>
    internal static async Task CreateAsync(TableServiceClient service, TableClient[] tables, CancellationToken cancellation)
    {
        foreach (TableClient table in tables)
        {
            try
            {
                await CreateAsync(table, cancellation).ConfigureAwait(false);
            }
            catch (StoreUnavailableException e) when (!TableFaults.IsRefusal(e))
            {
                throw new StartupException($"The table storage at {service.Uri} cannot be reached ({e.Message.TrimEnd('.')}): start it, or correct AzureWebJobsStorage.", e);
            }
            catch (Exception e) when (e is StoreUnavailableException or StoreRejectedException)
            {
                throw new StartupException($"The table storage at {service.Uri} refuses ({e.Message.TrimEnd('.')}): correct AzureWebJobsStorage.", e);
            }
        }
    }

    private static async Task CreateAsync(TableClient table, CancellationToken cancellation)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await TableFaults.TranslateAsync(() => table.CreateIfNotExistsAsync(cancellation), cancellation).ConfigureAwait(false);
                return;
            }
            catch (StoreUnavailableException e) when (tries < Tries && !TableFaults.IsRefusal(e))
            {
                await Task.Delay(s_betweenTries, cancellation).ConfigureAwait(false);
            }
        }
    }
}
