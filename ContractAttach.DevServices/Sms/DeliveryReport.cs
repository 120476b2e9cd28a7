using ContractAttach.DevServices.Messages;

namespace ContractAttach.DevServices.Sms;

/// <summary>What a delivery report tells: the event <c>Microsoft.Communication.SMSDeliveryReportReceived</c> as CloudEvents 1.0.</summary>
internal static class DeliveryReport
{
    /// <summary>The event about a message.</summary>
    public static object Of(Message message, DateTimeOffset now)
    {
        bool delivered = message.State == MessageState.Delivered;
        return new
        {
            id = Guid.NewGuid(),
            source = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/Microsoft.Communication/CommunicationServices/local",
            specversion = "1.0",
            type = "Microsoft.Communication.SMSDeliveryReportReceived",
            subject = $"/phonenumber/{message.From}",
            time = now,
            data = new
            {
                messageId = message.MessageId,
                from = message.From,
                to = message.To,
                deliveryStatus = delivered ? "Delivered" : "Failed",
                deliveryStatusDetails = delivered ? "No error." : "The destination number is not reachable.",
                deliveryAttempts = new[] { new { timestamp = now, segmentsSucceeded = delivered ? 1 : 0, segmentsFailed = delivered ? 0 : 1 } },
                receivedTimestamp = now,
                tag = message.Tag,
            },
        };
    }
}
