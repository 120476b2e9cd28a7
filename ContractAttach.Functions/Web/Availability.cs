namespace ContractAttach.Functions.Web;

/// <summary>Whether a part of the service can serve.</summary>
internal enum Availability
{
    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It does not, or not in time.</summary>
    Unavailable,
}
