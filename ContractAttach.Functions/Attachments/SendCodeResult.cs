namespace ContractAttach.Functions.Attachments;

/// <summary>What came of one send.</summary>
/// <param name="Digest">Keyed digest of the code, to compare entries with; never the code.</param>
/// <param name="Accepted">Whether the SMS service took the message; otherwise it refused it for good.</param>
public sealed record SendCodeResult(string Digest, bool Accepted);
