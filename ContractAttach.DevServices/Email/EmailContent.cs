namespace ContractAttach.DevServices.Email;

/// <summary>What an e-mail says.</summary>
internal sealed record EmailContent(string? Subject, string? PlainText, string? Html);
