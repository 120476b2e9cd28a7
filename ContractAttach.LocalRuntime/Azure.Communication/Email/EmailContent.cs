namespace Azure.Communication.Email;

/// <summary>What an e-mail says.</summary>
public class EmailContent
{
    /// <summary>Under a subject.</summary>
    /// <param name="subject">The subject.</param>
    public EmailContent(string subject) => Subject = subject;

    /// <summary>The subject.</summary>
    public string Subject { get; }

    /// <summary>The text.</summary>
    public string? PlainText { get; set; }

    /// <summary>The page.</summary>
    public string? Html { get; set; }
}
