namespace ContractAttach.Contracts;

/// <summary>Where a contract is in its life; only an active one is ever attached.</summary>
public enum ContractStatus
{
    /// <summary>In service.</summary>
    Active,

    /// <summary>Out of service for a time.</summary>
    Suspended,

    /// <summary>Ended; its lines may belong to another contract by now.</summary>
    Terminated,
}
