namespace ContractAttach.Notifications;

/// <summary>Sends a text message: a port.</summary>
public interface ISmsSender
{
    /// <summary>Hands the message over. At least once: a repeat may deliver it again.</summary>
    /// <returns>Accepted, or refused for good. Whatever may pass (too many requests, a failing service, no answer) is thrown.</returns>
    Task<SmsOutcome> SendAsync(SmsMessage message, CancellationToken cancellationToken);
}
