using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace ContractAttach.Storage;

/// <summary>The application's tables. A partition is what is consistent: what must change together shares one.</summary>
public sealed class Tables
{
    /// <summary>
    /// Partition and row of <see cref="Accounts"/> that are there from the beginning of a restore to its end. No account has this id, nor does any other row.
    /// </summary>
    internal const string RestoreMark = "restore";

    // So that a change of the account's address is noticed; the client's own transport has the same.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly TableClient[] _all;
    private readonly TableServiceClient _patient;

    /// <summary>The tables that the settings name.</summary>
    public Tables(IOptions<StorageOptions> options)
        : this(options, policy: null)
    {
    }

    /// <summary>The tables that the settings name.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="policy">Sees every call.</param>
    /// <param name="retry">How calls are tried again; null for where someone waits for the answer.</param>
    internal Tables(IOptions<StorageOptions> options, HttpPipelinePolicy? policy, Action<RetryOptions>? retry = null)
    {
        StorageOptions storage = options.Value;
        TableServiceClient service = Connect(storage, policy, retry ?? FewTries);
        // A start has some seconds: storage may be starting too, or have a bad moment.
        _patient = Connect(storage, policy, retry => (retry.Mode, retry.MaxRetries, retry.Delay) = (RetryMode.Fixed, 20, TimeSpan.FromMilliseconds(300)));
        TableClient Table(string name) => service.GetTableClient(storage.TablePrefix + name);

        _all =
        [
            Accounts = Table("accounts"),
            Logins = Table("logins"),
            Contracts = Table("contracts"),
            ContractLinks = Table("contractlinks"),
            Counters = Table("counters"),
            Due = Table("due"),
            Audit = Table("audit"),
            Revocations = Table("revocations"),
        ];
    }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<TableClient> All => _all;

    /// <summary>An account's whole state, one partition each.</summary>
    public TableClient Accounts { get; }

    /// <summary>Which account a login or a token subject belongs to.</summary>
    public TableClient Logins { get; }

    /// <summary>The contract directory and its look-ups.</summary>
    public TableClient Contracts { get; }

    /// <summary>Which accounts a contract is attached to: the holder's view.</summary>
    public TableClient ContractLinks { get; }

    /// <summary>What the limits count.</summary>
    public TableClient Counters { get; }

    /// <summary>What the clean-up will look at, by time.</summary>
    public TableClient Due { get; }

    /// <summary>What happened to each contract, masked.</summary>
    public TableClient Audit { get; }

    /// <summary>The holders' links that end an attachment.</summary>
    public TableClient Revocations { get; }

    /// <summary>Makes the tables that are missing.</summary>
    public Task EnsureCreatedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_all.Select(table => _patient.CreateTableIfNotExistsAsync(table.Name, cancellationToken)));

    /// <summary>Whether a backup was begun to be restored into them, and is not yet whole.</summary>
    public async Task<bool> AreHalfRestoredAsync(CancellationToken cancellationToken) =>
        await _patient.GetTableClient(Accounts.Name).FindAsync<TableEntity>(RestoreMark, RestoreMark, cancellationToken) is not null;

    // Three, close together.
    private static void FewTries(RetryOptions retry) =>
        (retry.Mode, retry.MaxRetries, retry.Delay, retry.MaxDelay) = (RetryMode.Exponential, 2, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));

    private static TableServiceClient Connect(StorageOptions storage, HttpPipelinePolicy? policy, Action<RetryOptions> retry)
    {
        var client = new TableClientOptions
        {
            Retry = { NetworkTimeout = TimeSpan.FromSeconds(10) },
            // Addresses of rows hold line and customer numbers, which no log and no trace may have: neither of the client, nor of
            // the HTTP handler beneath it, which without a propagator traces nothing.
            Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false },
            Transport = new HttpClientTransport(new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                PooledConnectionLifetime = ConnectionLifetime,
            }),
        };
        retry(client.Retry);
        if (policy is not null)
            client.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return storage.TablesEndpoint is { } endpoint
            ? new TableServiceClient(endpoint, new DefaultAzureCredential(), client)
            : new TableServiceClient(storage.ConnectionString, client);
    }
}
