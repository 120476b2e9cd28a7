namespace ContractAttach.DevServices.Sms;

/// <summary>What became of one recipient.</summary>
internal sealed record SmsSendResult(
    string To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful, string? ErrorMessage);
