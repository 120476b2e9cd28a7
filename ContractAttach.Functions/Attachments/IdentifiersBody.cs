namespace ContractAttach.Functions.Attachments;

/// <summary>What names the contract.</summary>
internal sealed record IdentifiersBody(string? LineNumber, string? CustomerNumber);
