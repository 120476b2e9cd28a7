namespace ContractAttach.Notifications;

/// <summary>The e-mail service refused a message for good, for instance for an address that cannot be.</summary>
/// <param name="refusal">Why: a status and the service's code, nothing personal.</param>
public sealed class EmailRefusedException(string refusal) : Exception($"The e-mail was refused: {refusal}.")
{
    /// <summary>Why: a status and the service's code, nothing personal.</summary>
    public string Refusal { get; } = refusal;
}
