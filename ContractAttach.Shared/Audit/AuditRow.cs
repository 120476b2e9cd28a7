using System.Globalization;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Accounts;

namespace ContractAttach.Audit;

/// <summary>An audit entry: <c>{contract id}</c>, <c>{time left until the year 9999}-{event id}</c>, so that the newest comes first.</summary>
internal sealed class AuditRow : ITableEntity
{
    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary><see cref="AuditEntry.EventId"/></summary>
    public string EventId { get; set; } = "";

    /// <summary><see cref="AuditEntry.Kind"/></summary>
    public AuditKind Kind { get; set; }

    /// <summary><see cref="AuditEntry.AccountId"/></summary>
    public string AccountId { get; set; } = "";

    /// <summary><see cref="AuditEntry.MaskedLine"/></summary>
    public string? MaskedLine { get; set; }

    /// <summary><see cref="AuditEntry.Role"/></summary>
    public Role? Role { get; set; }

    /// <summary><see cref="AuditEntry.Reason"/></summary>
    public string? Reason { get; set; }

    /// <summary>The row of an entry: always the same one.</summary>
    public static AuditRow Of(AuditEntry entry) => new()
    {
        PartitionKey = entry.ContractId,
        RowKey = $"{Time(entry.At)}-{entry.EventId}",
        EventId = entry.EventId,
        Kind = entry.Kind,
        AccountId = entry.AccountId,
        MaskedLine = entry.MaskedLine,
        Role = entry.Role,
        Reason = entry.Reason,
    };

    /// <summary>How the row key of an instant begins: the later, the smaller.</summary>
    public static string Time(DateTimeOffset at) => (DateTimeOffset.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The entry of a row.</summary>
    public AuditEntry ToEntry()
    {
        long left = long.Parse(RowKey.AsSpan(0, RowKey.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(DateTimeOffset.MaxValue.Ticks - left, TimeSpan.Zero);
        return new AuditEntry(PartitionKey, at, EventId, Kind, AccountId, MaskedLine, Role, Reason);
    }
}
