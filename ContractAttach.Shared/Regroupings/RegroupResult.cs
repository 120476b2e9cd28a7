using System.Text.Json.Serialization;

namespace ContractAttach.Regroupings;

/// <summary>What came of one contract of a regrouping.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegroupResult>))]
public enum RegroupResult
{
    /// <summary>It is attached by this regrouping.</summary>
    Attached,

    /// <summary>It was attached before.</summary>
    AlreadyAttached,

    /// <summary>It is never attached, is not active, or is no longer the other account's.</summary>
    Excluded,

    /// <summary>Not all of it could be done; another regrouping may be asked for.</summary>
    Failed,
}
