namespace Azure.Communication.Sms;

/// <summary>What is posted.</summary>
internal sealed record SmsSendRequest(string From, IReadOnlyList<SmsRecipient> SmsRecipients, string Message, SmsSendOptions? SmsSendOptions);

/// <summary>A recipient in what is posted; the repeatability members make the service take a retry of the same call once.</summary>
internal sealed record SmsRecipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);

/// <summary>What is answered.</summary>
internal sealed record SmsSendResponse(IReadOnlyList<SmsSendItem> Value);

/// <summary>A recipient in what is answered.</summary>
internal sealed record SmsSendItem(string To, string? MessageId, int HttpStatusCode, bool Successful, string? ErrorMessage);
