namespace ContractAttach.Functions.Attachments;

/// <summary>What came of one send.</summary>
/// <param name="Accepted">Whether the SMS service took the message; otherwise it refused it for good.</param>
public sealed record SendCodeResult(bool Accepted);
