using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Accounts;

namespace ContractAttach.Attachments;

/// <summary>Row <c>link:{contractId}</c> of an account: the contract is attached to it.</summary>
public sealed class LinkRow : ITableEntity
{
    /// <summary>What the row keys of links begin with.</summary>
    public const string Prefix = "link:";

    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="Prefix"/> and the contract's id.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>Id of this attachment: that of the request that made it. A later attachment of the same contract has another.</summary>
    public string AttachmentId { get; set; } = "";

    /// <summary>By what right: <see cref="Accounts.Role"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>The contract's kind.</summary>
    public string ContractKind { get; set; } = "";

    /// <summary>The contract's segment.</summary>
    public string Segment { get; set; } = "";

    /// <summary>The offer's name.</summary>
    public string Offer { get; set; } = "";

    /// <summary>The line the contract was attached by.</summary>
    public string Line { get; set; } = "";

    /// <summary>Who uses the line: <see cref="Accounts.LineUserKind"/>; null for internet and fixed contracts.</summary>
    public string? LineUserKind { get; set; }

    /// <summary>First name of someone else who uses the line.</summary>
    public string? LineUserFirstName { get; set; }

    /// <summary>Last name of someone else who uses the line.</summary>
    public string? LineUserLastName { get; set; }

    /// <summary>When it was attached.</summary>
    public DateTimeOffset AttachedAt { get; set; }

    /// <summary>
    /// The regrouping that brought the contract here, or that relies on its being here while it ends the link in the other account;
    /// null where there is none.
    /// </summary>
    public string? RegroupingId { get; set; }

    /// <summary>The contract's id.</summary>
    [IgnoreDataMember]
    public string ContractId => RowKey[Prefix.Length..];

    /// <summary>Who uses the line; null for internet and fixed contracts.</summary>
    [IgnoreDataMember]
    public LineUser? LineUser
    {
        get => LineUserKind is null ? null : new LineUser(Enum.Parse<LineUserKind>(LineUserKind), LineUserFirstName, LineUserLastName);
        set => (LineUserKind, LineUserFirstName, LineUserLastName) = (value?.Kind.ToString(), value?.FirstName, value?.LastName);
    }
}
