namespace ContractAttach.DevServices.Messages;

/// <summary>What became of an accepted message.</summary>
internal enum MessageState
{
    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>It was accepted and then did not arrive.</summary>
    Failed,
}
