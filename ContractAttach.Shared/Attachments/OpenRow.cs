using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Attachments;

/// <summary>
/// Row <c>open:{line's hash or contract id}</c> of an account: the request that is open for that line or contract. It comes
/// and goes in the transactions that begin and end the request, so that there is never more than one.
/// </summary>
public sealed class OpenRow : ITableEntity
{
    /// <summary>What the row keys of open rows begin with.</summary>
    public const string Prefix = "open:";

    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="Prefix"/> and what the request is for.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The open request.</summary>
    public string RequestId { get; set; } = "";
}
