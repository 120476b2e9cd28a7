using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Attachments;

/// <summary>
/// Row <c>idempotency:{hash}</c> of an account: what came of a start that bore this key. Neither the key nor what was asked for
/// stands in it, but their keyed digests.
/// </summary>
public sealed class IdempotencyRow : ITableEntity
{
    /// <summary>What the row keys of idempotency keys begin with.</summary>
    public const string Prefix = "idempotency:";

    /// <summary>The account: a key is its own.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="Prefix"/> and the key's hash.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>Digest of what was asked for.</summary>
    public string Digest { get; set; } = "";

    /// <summary>The request that was the answer.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>Whether the call began that request; otherwise it was open already.</summary>
    public bool Began { get; set; }

    /// <summary>Until when the key is kept.</summary>
    public DateTimeOffset ForgottenAt { get; set; }
}
