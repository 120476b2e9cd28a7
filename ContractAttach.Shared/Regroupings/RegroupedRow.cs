using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Regroupings;

/// <summary>Row <c>regrouping:{id}:{contractId}</c>: what came of one contract of a regrouping. A row each, since an account may have thousands.</summary>
internal sealed class RegroupedRow : ITableEntity
{
    /// <summary>The account that gets the contracts.</summary>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc cref="RegroupedRow"/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary><see cref="RegroupResult"/></summary>
    public string Result { get; set; } = "";

    /// <summary>What the row keys of a regrouping's contracts begin with.</summary>
    public static string Prefix(string regroupingId) => $"{RegroupingRow.Prefix}{regroupingId}:";
}
