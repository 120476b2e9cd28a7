using Azure;
using Azure.Communication.Sms;
using Microsoft.Extensions.Options;

namespace ContractAttach.Notifications.Acs;

/// <summary>Sends text messages through Azure Communication Services.</summary>
internal sealed class AcsSmsSender(SmsClient client, IOptions<SmsOptions> options, TimeProvider time) : ISmsSender
{
    private readonly ServiceGate _gate = new("SMS", time);

    /// <inheritdoc/>
    public async Task<SmsOutcome> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        SmsSendResult result;
        try
        {
            result = await _gate.CallAsync(
                async token => (await client.SendAsync(
                    options.Value.From,
                    message.To,
                    message.Text,
                    new SmsSendOptions(message.DeliveryReport) { Tag = message.Tag },
                    token)).Value,
                cancellationToken);
        }
        catch (RequestFailedException exception)
        {
            return Refused(exception.Status);
        }

        // The call succeeds where its recipient does not.
        if (result.Successful)
            return new SmsOutcome(Accepted: true, result.MessageId, Refusal: null);
        return ServiceGate.IsPassing(result.HttpStatusCode)
            ? throw new MessageNotSentException("SMS", $"status {result.HttpStatusCode} for the recipient")
            : Refused(result.HttpStatusCode);
    }

    private static SmsOutcome Refused(int status) => new(Accepted: false, MessageId: null, $"status {status}");
}
