using System.Text.Json.Serialization;

namespace ContractAttach.Regroupings;

/// <summary>Where a regrouping stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegroupingStatus>))]
public enum RegroupingStatus
{
    /// <summary>Contracts are still being brought.</summary>
    Running,

    /// <summary>Each contract has its result.</summary>
    Completed,

    /// <summary>It ended before every contract had its result; those that have one keep it.</summary>
    Failed,
}
