namespace ContractAttach.Telemetry;

/// <summary>What became of a code that was to be sent.</summary>
public enum CodeFate
{
    /// <summary>The SMS service took it.</summary>
    Sent,

    /// <summary>The SMS service refused it for good.</summary>
    Refused,

    /// <summary>No answer of the SMS service, or one that lets the send be tried again: each try counts.</summary>
    Failed,

    /// <summary>A delivery report says that it did not arrive.</summary>
    NotDelivered,
}
