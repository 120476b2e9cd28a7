namespace ContractAttach.Benchmarks.Attach;

/// <summary>How long one attach took.</summary>
/// <param name="Sms">From the start of the request to the SMS being accepted by its service.</param>
/// <param name="Attached">From the entry of the code to an answer that says attached.</param>
internal sealed record AttachTiming(TimeSpan Sms, TimeSpan Attached);
