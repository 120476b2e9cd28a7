namespace ContractAttach.DevServices.Messages;

/// <summary>How a message travelled.</summary>
internal enum MessageKind
{
    /// <summary>A text message.</summary>
    Sms,

    /// <summary>An e-mail.</summary>
    Email,
}
