namespace Azure.Communication.Email;

/// <summary>An e-mail.</summary>
public class EmailMessage
{
    /// <summary>To one recipient.</summary>
    /// <param name="senderAddress">From: an address of the resource.</param>
    /// <param name="recipientAddress">To.</param>
    /// <param name="content">What it says.</param>
    public EmailMessage(string senderAddress, string recipientAddress, EmailContent content)
        : this(senderAddress, new EmailRecipients([new EmailAddress(recipientAddress)]), content) { }

    /// <summary>To several recipients.</summary>
    /// <param name="senderAddress">From: an address of the resource.</param>
    /// <param name="recipients">To.</param>
    /// <param name="content">What it says.</param>
    public EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content)
        => (SenderAddress, Recipients, Content) = (senderAddress, recipients, content);

    /// <summary>From.</summary>
    public string SenderAddress { get; }

    /// <summary>To.</summary>
    public EmailRecipients Recipients { get; }

    /// <summary>What it says.</summary>
    public EmailContent Content { get; }

    /// <summary>Further headers.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    /// <summary>Whom an answer goes to.</summary>
    public IList<EmailAddress> ReplyTo { get; } = [];

    /// <summary>Whether opening it and following its links is left unrecorded; null is as the resource has it.</summary>
    public bool? UserEngagementTrackingDisabled { get; set; }
}
