using ContractAttach.Accounts;

namespace ContractAttach.Attachments;

/// <summary>Someone who manages a contract by proxy, as its holder sees them.</summary>
/// <param name="AttachmentId">The attachment that gives the right.</param>
/// <param name="Account">The account that has it.</param>
/// <param name="AttachedAt">Since when.</param>
public sealed record Proxy(string AttachmentId, Account Account, DateTimeOffset AttachedAt);
