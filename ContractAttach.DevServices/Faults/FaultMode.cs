namespace ContractAttach.DevServices.Faults;

/// <summary>How a send goes wrong.</summary>
internal enum FaultMode
{
    /// <summary>Not at all.</summary>
    Ok,

    /// <summary>It is answered late.</summary>
    Slow,

    /// <summary>It is refused with a status.</summary>
    Fail,

    /// <summary>It is accepted, and then reported as not delivered.</summary>
    ReportFailed,

    /// <summary>The call succeeds, and the recipient in it does not; an e-mail's operation fails.</summary>
    RecipientFail,
}
