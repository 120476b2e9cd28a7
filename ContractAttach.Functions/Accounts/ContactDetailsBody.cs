namespace ContractAttach.Functions.Accounts;

/// <summary>Where the account's owner is reached.</summary>
internal sealed record ContactDetailsBody(string? Email, string? Mobile);
