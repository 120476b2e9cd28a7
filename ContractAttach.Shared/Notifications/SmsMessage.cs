namespace ContractAttach.Notifications;

/// <summary>A text message.</summary>
/// <param name="To">E.164 number.</param>
/// <param name="Text">The text.</param>
/// <param name="Tag">Names the message in its delivery report; nothing personal.</param>
/// <param name="DeliveryReport">Whether the service is to report what became of it.</param>
public sealed record SmsMessage(string To, string Text, string Tag, bool DeliveryReport)
{
    /// <summary>The tag alone: number and text are nobody's business in a log.</summary>
    public override string ToString() => $"SMS {Tag}";
}
