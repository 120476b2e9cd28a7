namespace ContractAttach.DevServices.Email;

/// <summary>One recipient.</summary>
internal sealed record EmailAddress(string? Address, string? DisplayName);
