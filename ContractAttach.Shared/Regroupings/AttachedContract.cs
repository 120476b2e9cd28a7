namespace ContractAttach.Regroupings;

/// <summary>A contract of the other account, by the attachment that was found there: a later one of the same contract is left alone.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="AttachmentId">The attachment.</param>
public sealed record AttachedContract(string ContractId, string AttachmentId);
