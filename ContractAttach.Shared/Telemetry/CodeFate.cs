namespace ContractAttach.Telemetry;

/// <summary>What became of a code that was to be sent.</summary>
public enum CodeFate
{
    /// <summary>The SMS service took it.</summary>
    Sent,

    /// <summary>The SMS service refused it for good.</summary>
    Refused,

    /// <summary>A delivery report says that it did not arrive.</summary>
    NotDelivered,
}
