namespace ContractAttach.DevServices.Sms;

/// <summary>What the sender wants beside the message.</summary>
internal sealed record SmsSendOptions(bool? EnableDeliveryReport, string? Tag);
