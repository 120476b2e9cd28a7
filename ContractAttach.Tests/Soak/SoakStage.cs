using System.Collections.Concurrent;
using Azure.Data.Tables;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Soak;

/// <summary>What all households have in common.</summary>
/// <param name="store">What the application's tables begin with.</param>
/// <param name="services">Who signs people in, and has their messages.</param>
/// <param name="http">Calls the application.</param>
/// <param name="address">Where it serves; waits while it is down.</param>
internal sealed class SoakStage(string store, DevServicesFixture services, HttpClient http, Func<CancellationToken, Task<Uri>> address)
{
    /// <summary>What the application's tables begin with.</summary>
    public string Store => store;

    /// <summary>Who signs people in, and has their messages.</summary>
    public DevServicesFixture Services => services;

    /// <summary>What must be there in the end.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>What was called and answered.</summary>
    public Tally Tally { get; } = new();

    /// <summary>People by their accounts.</summary>
    public ConcurrentDictionary<string, Person> People { get; } = [];

    /// <summary>The operator.</summary>
    public RetryingClient Operator { get; private set; } = null!;

    /// <summary>Who reports what became of SMS.</summary>
    public RetryingClient EventGrid { get; private set; } = null!;

    /// <summary>Somebody who has not signed in.</summary>
    public RetryingClient Nobody => Client(null);

    /// <summary>Signs in who belongs to no household.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        Operator = Client(await services.TokenAsync(new { sub = "operator", roles = new[] { "operator" } }, cancellationToken));
        EventGrid = Client(await services.TokenAsync(
            new { sub = "event-grid", audience = "contract-attach-hooks", roles = new[] { "AzureEventGridSecureWebhookSubscriber" } }, cancellationToken));
    }

    /// <summary>The web channel of whoever has this token.</summary>
    public RetryingClient Client(string? token) => new(http, address, token, Tally.Count);

    /// <summary>Comes back when no regrouping into an account is under way.</summary>
    public async Task RegroupedAsync(string accountId, CancellationToken cancellationToken)
    {
        TableClient table = new(services.StorageConnectionString, store + "accounts");
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {accountId} and RowKey ge {"regrouping:"} and RowKey lt {"regrouping;"}");
        while (await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .AnyAsync(row => row.RowKey.Count(character => character == ':') == 1 && row.GetString("EndStatus") is null, cancellationToken))
            await Task.Delay(RetryingClient.Pause, cancellationToken);
    }
}
