using System.Net.Mail;

namespace ContractAttach.DevServices.Email;

/// <summary>The body of <c>POST /emails:send</c>; every member may be missing until it has been checked.</summary>
internal sealed record EmailRequest(string? SenderAddress, EmailContent? Content, EmailRecipients? Recipients)
{
    /// <summary>Every address it goes to.</summary>
    public IEnumerable<string?> Addresses =>
        new[] { Recipients?.To, Recipients?.Cc, Recipients?.Bcc }.SelectMany(list => list ?? []).Select(recipient => recipient?.Address);

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error() => this switch
    {
        _ when !MailAddress.TryCreate(SenderAddress, out _) => "The sender address is not valid.",
        { Content.Subject: null or "" } or { Content: null } => "The content must have a subject.",
        { Content: { PlainText: null or "", Html: null or "" } } => "The content must have plainText or html.",
        _ when !Addresses.Any() => "There must be at least one recipient.",
        _ when !Addresses.All(address => MailAddress.TryCreate(address, out _)) => "A recipient's address is not valid.",
        _ => null,
    };
}
