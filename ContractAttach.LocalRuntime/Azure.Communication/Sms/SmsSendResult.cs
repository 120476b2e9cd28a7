namespace Azure.Communication.Sms;

/// <summary>What became of an SMS to one recipient.</summary>
public class SmsSendResult
{
    internal SmsSendResult(string to, string? messageId, int httpStatusCode, bool successful, string? errorMessage)
        => (To, MessageId, HttpStatusCode, Successful, ErrorMessage) = (to, messageId, httpStatusCode, successful, errorMessage);

    /// <summary>The recipient.</summary>
    public string To { get; }

    /// <summary>Identifies the message; null where it was not taken.</summary>
    public string? MessageId { get; }

    /// <summary>This recipient's own status.</summary>
    public int HttpStatusCode { get; }

    /// <summary>Whether the message was taken.</summary>
    public bool Successful { get; }

    /// <summary>Why it was not taken.</summary>
    public string? ErrorMessage { get; }
}
