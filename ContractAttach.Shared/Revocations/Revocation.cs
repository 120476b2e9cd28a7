using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;

namespace ContractAttach.Revocations;

/// <summary>What a holder's link ends.</summary>
/// <param name="Account">The account that the contract is attached to.</param>
/// <param name="Link">The attachment.</param>
/// <param name="Language">The contract's language.</param>
/// <param name="ExpiresAt">Until when the link can be used.</param>
public sealed record Revocation(Account Account, LinkRow Link, ContractLanguage Language, DateTimeOffset ExpiresAt);
