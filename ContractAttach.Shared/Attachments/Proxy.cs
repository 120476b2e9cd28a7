namespace ContractAttach.Attachments;

/// <summary>Someone who manages a contract by proxy, as its holder sees them.</summary>
/// <param name="AttachmentId">The attachment that gives the right.</param>
/// <param name="DisplayName">How the account's owner is named to others.</param>
/// <param name="AttachedAt">Since when.</param>
public sealed record Proxy(string AttachmentId, string DisplayName, DateTimeOffset AttachedAt);
