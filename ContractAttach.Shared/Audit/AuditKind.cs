namespace ContractAttach.Audit;

/// <summary>What happened to a contract.</summary>
public enum AuditKind
{
    /// <summary>An account got it.</summary>
    Attached,

    /// <summary>An account no longer has it: removed by its owner or by the holder's account, or ended by an import.</summary>
    Removed,

    /// <summary>A request for it was refused.</summary>
    Refused,

    /// <summary>The holder ended an access by the link in the e-mail.</summary>
    Revoked,

    /// <summary>A request for it ran out.</summary>
    Expired,

    /// <summary>A request for it was cancelled.</summary>
    Cancelled,
}
