using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Regroupings;

/// <summary>
/// Row <c>regrouping:{id}</c> of the account that gets the contracts: that the regrouping exists, what it is to do, and how it
/// ended. Each contract's result is a <see cref="RegroupedRow"/>.
/// </summary>
public sealed class RegroupingRow : ITableEntity
{
    /// <summary>What the row keys of regroupings begin with.</summary>
    public const string Prefix = "regrouping:";

    /// <summary>The account that gets the contracts.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="Prefix"/> and the regrouping's id.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The account that has them.</summary>
    public string OtherAccountId { get; set; } = "";

    /// <summary>Whether they go from there.</summary>
    public bool RemoveFromOther { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>How it ended: <see cref="RegroupingStatus"/>; null while it runs.</summary>
    public string? EndStatus { get; set; }

    /// <summary>The regrouping's id, which is its orchestration's instance id too.</summary>
    [IgnoreDataMember]
    public string Id => RowKey[Prefix.Length..];

    /// <summary>Where it stands.</summary>
    [IgnoreDataMember]
    public RegroupingStatus Status => EndStatus is null ? RegroupingStatus.Running : Enum.Parse<RegroupingStatus>(EndStatus);
}
