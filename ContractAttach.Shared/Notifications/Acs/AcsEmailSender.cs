using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Options;

namespace ContractAttach.Notifications.Acs;

/// <summary>Sends e-mail through Azure Communication Services. It waits until a message is taken, not until it is delivered.</summary>
internal sealed class AcsEmailSender(EmailClient client, IOptions<EmailOptions> options, TimeProvider time) : IEmailSender
{
    private readonly ServiceGate _gate = new("e-mail", time);

    /// <inheritdoc/>
    public async Task SendAsync(EmailNotice message, CancellationToken cancellationToken)
    {
        EmailMessage email = new(
            options.Value.From,
            new EmailRecipients([new EmailAddress(message.To, message.ToName)]),
            new EmailContent(message.Subject) { PlainText = message.Text, Html = message.Html })
        {
            // A link that ends an access is nobody's to follow but the reader's.
            UserEngagementTrackingDisabled = true,
        };
        try
        {
            await _gate.CallAsync(token => client.SendAsync(WaitUntil.Started, email, message.OperationId, token), cancellationToken);
        }
        catch (RequestFailedException exception) when (IsOwnFault(exception))
        {
            throw new MessageNotSentException("e-mail", $"status {exception.Status} {exception.ErrorCode}");
        }
        catch (RequestFailedException exception)
        {
            throw new EmailRefusedException($"status {exception.Status} {exception.ErrorCode}".TrimEnd());
        }
    }

    /// <summary>Whether the sender's address is what is wrong: a setting, which can be mended, and no reason to drop a notice.</summary>
    private static bool IsOwnFault(RequestFailedException exception) =>
        exception.ErrorCode?.StartsWith("InvalidSender", StringComparison.Ordinal) == true;
}
