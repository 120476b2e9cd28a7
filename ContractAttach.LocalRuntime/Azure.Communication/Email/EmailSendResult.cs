namespace Azure.Communication.Email;

/// <summary>What became of an e-mail.</summary>
public class EmailSendResult
{
    internal EmailSendResult(EmailSendStatus status) => Status = status;

    /// <summary>How far it is.</summary>
    public EmailSendStatus Status { get; }
}
