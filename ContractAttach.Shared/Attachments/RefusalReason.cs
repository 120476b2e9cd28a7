using System.Text.Json.Serialization;

namespace ContractAttach.Attachments;

/// <summary>Why a request was refused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefusalReason>))]
public enum RefusalReason
{
    /// <summary>The last of the allowed tries was wrong.</summary>
    TooManyTries,

    /// <summary>No code could be delivered.</summary>
    CodeNotDelivered,

    /// <summary>The contract is gone, has changed hands or is no longer active.</summary>
    ContractUnavailable,
}
