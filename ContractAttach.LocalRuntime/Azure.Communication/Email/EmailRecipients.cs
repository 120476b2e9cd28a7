using System.Text.Json.Serialization;

namespace Azure.Communication.Email;

/// <summary>Whom an e-mail goes to, openly, as a copy, or unseen by the others.</summary>
public class EmailRecipients
{
    /// <summary>Openly.</summary>
    /// <param name="to">The addresses.</param>
    public EmailRecipients(IEnumerable<EmailAddress> to) : this(to, null, null) { }

    /// <summary>In any way.</summary>
    /// <param name="to">Openly.</param>
    /// <param name="cc">As a copy.</param>
    /// <param name="bcc">Unseen.</param>
    public EmailRecipients(IEnumerable<EmailAddress>? to = null, IEnumerable<EmailAddress>? cc = null, IEnumerable<EmailAddress>? bcc = null)
        => (To, CC, BCC) = ([.. to ?? []], [.. cc ?? []], [.. bcc ?? []]);

    /// <summary>Openly.</summary>
    public IList<EmailAddress> To { get; }

    /// <summary>As a copy.</summary>
    [JsonPropertyName("cc")]
    public IList<EmailAddress> CC { get; }

    /// <summary>Unseen.</summary>
    [JsonPropertyName("bcc")]
    public IList<EmailAddress> BCC { get; }
}
