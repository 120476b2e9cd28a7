using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Storage;

/// <summary>The application's tables on the shared Azurite, under a prefix of the test class's own.</summary>
public sealed class TestTables : IAsyncLifetime
{
    public TestTables(DevServicesFixture services)
    {
        Options = Microsoft.Extensions.Options.Options.Create(new StorageOptions
        {
            ConnectionString = services.StorageConnectionString,
            TablePrefix = "t" + RandomNumberGenerator.GetHexString(12, lowercase: true),
            HashKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
        Tables = new Tables(Options);
        Hash = new KeyedHash(Options);
    }

    public IOptions<StorageOptions> Options { get; }

    public Tables Tables { get; }

    public KeyedHash Hash { get; }

    /// <summary>The same tables, with something that sees every call.</summary>
    public Tables Through(HttpPipelinePolicy policy) => new(Options, policy);

    public async ValueTask InitializeAsync() => await Tables.EnsureCreatedAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        TableClient[] all =
        [
            Tables.Accounts, Tables.Logins, Tables.Contracts, Tables.ContractLinks,
            Tables.Counters, Tables.Due, Tables.Audit, Tables.Revocations,
        ];
        foreach (TableClient table in all)
            await table.DeleteAsync();
    }
}
