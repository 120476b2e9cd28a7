using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Due;

/// <summary>A due item: its hour and a shard, <c>yyyyMMddHH-{0..f}</c>; its instant in ticks and what it is.</summary>
internal sealed class DueRow : ITableEntity
{
    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary><see cref="DueItem.Kind"/></summary>
    public string Kind { get; set; } = "";

    /// <summary><see cref="DueItem.AccountId"/></summary>
    public string AccountId { get; set; } = "";

    /// <summary><see cref="DueItem.Id"/></summary>
    public string Id { get; set; } = "";

    /// <summary><see cref="DueItem.ContractId"/></summary>
    public string? ContractId { get; set; }

    /// <summary>The row of an item: always the same one.</summary>
    public static DueRow Of(DueItem item) => new()
    {
        PartitionKey = $"{Hour(item.At)}-{Shard(item.Id)}",
        RowKey = $"{Ticks(item.At)}-{item.Kind}-{item.AccountId}-{item.Id}",
        Kind = item.Kind,
        AccountId = item.AccountId,
        Id = item.Id,
        ContractId = item.ContractId,
    };

    /// <summary>The hour of an instant: how a partition's key begins.</summary>
    public static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    /// <summary>The ticks of an instant: how a row's key begins.</summary>
    public static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The item of a row.</summary>
    public DueItem ToItem()
    {
        long ticks = long.Parse(RowKey.AsSpan(0, RowKey.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return new DueItem(new DateTimeOffset(ticks, TimeSpan.Zero), Kind, AccountId, Id, ContractId);
    }

    // Ids that are made one after the other begin alike, so the shard comes of a hash.
    private static char Shard(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[0];
}
