namespace ContractAttach.Notifications;

/// <summary>
/// A message was not taken, and may be later. It says what failed and nothing of what the service wrote, which can quote
/// an address or a number, while an exception ends up in histories and logs.
/// </summary>
/// <param name="service">Which service.</param>
/// <param name="failure">A status, the service's code, or the kind of failure.</param>
public sealed class MessageNotSentException(string service, string failure)
    : Exception($"The {service} service did not take the message: {failure}.")
{
    /// <summary>A status, the service's code, or the kind of failure.</summary>
    public string Failure { get; } = failure;
}
