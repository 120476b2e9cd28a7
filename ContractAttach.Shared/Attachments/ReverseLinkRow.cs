using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Attachments;

/// <summary>
/// Row of <c>contractlinks</c>, partition contract, row account: where to look for the links of a contract. It is written
/// before its link and deleted after it; one without a link is dead and is shown to nobody.
/// </summary>
public sealed class ReverseLinkRow : ITableEntity
{
    /// <summary>The contract.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary>The account.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The attachment it was written for: the end of an earlier one leaves it alone.</summary>
    public string AttachmentId { get; set; } = "";
}
