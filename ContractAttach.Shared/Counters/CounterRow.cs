using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Counters;

/// <summary>One scope's counters: one row, so that several limits are reserved by one write.</summary>
internal sealed class CounterRow : ITableEntity
{
    /// <summary>The only row key.</summary>
    public const string Key = "counter";

    /// <summary>The scope.</summary>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = Key;

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The <see cref="Ledger"/> as JSON in UTF-8: a binary column takes 64 KiB, a text column half as many characters.</summary>
    public byte[] Entries { get; set; } = [];
}
