using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Revocations;

/// <summary>
/// Row of <c>revocations</c>, partition the token's hash: which attachment the holder's link ends. It is written before the link
/// it is about; one whose attachment is not there, or not any more, ends nothing.
/// </summary>
public sealed class RevocationRow : ITableEntity
{
    /// <summary>The only row key.</summary>
    public const string Key = "revocation";

    /// <summary>Hash of the token.</summary>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = Key;

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The account that the contract is attached to.</summary>
    public string AccountId { get; set; } = "";

    /// <summary>The contract.</summary>
    public string ContractId { get; set; } = "";

    /// <summary>The attachment: a later one of the same contract is another.</summary>
    public string AttachmentId { get; set; } = "";

    /// <summary>Until when the link can be used.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
