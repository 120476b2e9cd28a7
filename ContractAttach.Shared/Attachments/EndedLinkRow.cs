using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Attachments;

/// <summary>
/// Row <c>ended:{attachment id}</c> of an account: a link has ended, and not all of what follows is done. It is written in the
/// transaction that ends the link and goes last, so that a crash in between loses nothing.
/// </summary>
public sealed class EndedLinkRow : ITableEntity
{
    /// <summary>What the row keys begin with.</summary>
    public const string Prefix = "ended:";

    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="Prefix"/> and the attachment's id.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The contract.</summary>
    public string ContractId { get; set; } = "";

    /// <summary>The line, masked.</summary>
    public string MaskedLine { get; set; } = "";

    /// <summary>By what right it was attached: <see cref="Accounts.Role"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Why it ended: <see cref="LinkEndReason"/>.</summary>
    public string Reason { get; set; } = "";

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; set; }

    /// <summary>The attachment that has ended.</summary>
    [IgnoreDataMember]
    public string AttachmentId => RowKey[Prefix.Length..];

    /// <summary>What the ids of its notices begin with, before a hyphen.</summary>
    [IgnoreDataMember]
    public string About => AttachmentNotices.OfEnd(AttachmentId);
}
