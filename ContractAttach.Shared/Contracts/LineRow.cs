using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Contracts;

/// <summary>Which contract has a line: <c>line:{number}</c>, <c>line</c>. True only where that contract says so too.</summary>
internal sealed class LineRow : ITableEntity
{
    /// <summary>The only row key, so that a number alone is a point read.</summary>
    public const string Key = "line";

    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = Key;

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The contract.</summary>
    public string ContractId { get; set; } = "";

    /// <summary>When the import claimed the line; the contract's own row follows.</summary>
    public DateTimeOffset ClaimedAt { get; set; }

    /// <summary>The partition of a line.</summary>
    public static string Partition(string lineNumber) => "line:" + lineNumber;
}
