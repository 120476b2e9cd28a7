namespace ContractAttach.DevServices.Email;

/// <summary>Whom an e-mail goes to.</summary>
internal sealed record EmailRecipients(
    IReadOnlyList<EmailAddress?>? To, IReadOnlyList<EmailAddress?>? Cc, IReadOnlyList<EmailAddress?>? Bcc);
