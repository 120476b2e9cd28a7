namespace ContractAttach.DevServices.Sms;

/// <summary>One recipient of an SMS, and what makes a repeat harmless.</summary>
internal sealed record SmsRecipient(string? To, string? RepeatabilityRequestId, string? RepeatabilityFirstSent);
