using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Accounts;

/// <summary>Whose a login or a token subject is: <c>{its hash}</c>, <c>login</c>.</summary>
internal sealed class ClaimRow : ITableEntity
{
    /// <summary>The only row key.</summary>
    public const string Key = "login";

    /// <summary>The hash.</summary>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = Key;

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The account. Until its row is there the claim is an orphan.</summary>
    public string AccountId { get; set; } = "";

    /// <summary>When it was claimed.</summary>
    public DateTimeOffset ClaimedAt { get; set; }
}
