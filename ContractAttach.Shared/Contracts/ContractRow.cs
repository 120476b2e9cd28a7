using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;

namespace ContractAttach.Contracts;

/// <summary>A contract in the directory: <c>contract:{id}</c>, <c>{id}</c>.</summary>
internal sealed class ContractRow : ITableEntity
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary><see cref="Contract.Kind"/></summary>
    public ContractKind Kind { get; set; }

    /// <summary><see cref="Contract.Segment"/></summary>
    public Segment Segment { get; set; }

    /// <summary><see cref="Contract.Offer"/></summary>
    public string Offer { get; set; } = "";

    /// <summary><see cref="Contract.Range"/></summary>
    public string Range { get; set; } = "";

    /// <summary><see cref="Contract.Status"/></summary>
    public ContractStatus Status { get; set; }

    /// <summary><see cref="Contract.Language"/></summary>
    public ContractLanguage Language { get; set; }

    /// <summary><see cref="Contract.CustomerNumber"/></summary>
    public string CustomerNumber { get; set; } = "";

    /// <summary><see cref="Contract.Holder"/> as JSON.</summary>
    public string Holder { get; set; } = "";

    /// <summary><see cref="Contract.Lines"/> as JSON.</summary>
    public string Lines { get; set; } = "";

    /// <summary>The partition of a contract.</summary>
    public static string Partition(string contractId) => "contract:" + contractId;

    /// <summary>The row of a contract.</summary>
    public static ContractRow Of(Contract contract) => new()
    {
        PartitionKey = Partition(contract.Id),
        RowKey = contract.Id,
        Kind = contract.Kind,
        Segment = contract.Segment,
        Offer = contract.Offer,
        Range = contract.Range,
        Status = contract.Status,
        Language = contract.Language,
        CustomerNumber = contract.CustomerNumber,
        Holder = JsonSerializer.Serialize(contract.Holder, Json),
        Lines = JsonSerializer.Serialize(contract.Lines, Json),
    };

    /// <summary>The contract of a row.</summary>
    public Contract ToContract() => new(
        RowKey,
        Kind,
        Segment,
        Offer,
        Range,
        Status,
        Language,
        CustomerNumber,
        JsonSerializer.Deserialize<Holder>(Holder, Json)!,
        JsonSerializer.Deserialize<IReadOnlyList<ContractLine>>(Lines, Json)!);
}
