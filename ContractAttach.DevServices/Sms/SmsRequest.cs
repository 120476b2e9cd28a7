namespace ContractAttach.DevServices.Sms;

/// <summary>The body of <c>POST /sms</c>; every member may be missing until it has been checked.</summary>
internal sealed record SmsRequest(string? From, IReadOnlyList<SmsRecipient?>? SmsRecipients, string? Message, SmsSendOptions? SmsSendOptions)
{
    private const int MostRecipients = 100;
    private const int LongestMessage = 2048;

    /// <summary>What is wrong with it, or null. The limits are those of the service's description, 2021-03-07.</summary>
    public string? Error() => this switch
    {
        { From: null or "" } => "The From field is required.",
        { Message: null } => "The Message field is required.",
        { Message.Length: > LongestMessage } => "The Message field must not be longer than 2048.",
        { SmsRecipients: null or { Count: 0 or > MostRecipients } } => "The SmsRecipients field must have 1 to 100 recipients.",
        { SmsSendOptions.EnableDeliveryReport: null } when SmsSendOptions is not null => "The EnableDeliveryReport field is required.",
        _ when SmsRecipients.Any(recipient => string.IsNullOrEmpty(recipient?.To)) => "The To field is required.",
        _ when SmsRecipients.Any(recipient => recipient!.RepeatabilityRequestId is string id && !Guid.TryParse(id, out _)) => "The RepeatabilityRequestId field must be a UUID.",
        _ => null,
    };
}
