namespace ContractAttach.Notifications;

/// <summary>Sends an e-mail: a port.</summary>
public interface IEmailSender
{
    /// <summary>Hands the e-mail over. A repeat with the same operation id is the same e-mail.</summary>
    /// <exception cref="EmailRefusedException">Refused for good. Any other exception may pass.</exception>
    Task SendAsync(EmailNotice message, CancellationToken cancellationToken);
}
