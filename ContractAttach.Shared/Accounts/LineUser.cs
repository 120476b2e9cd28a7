namespace ContractAttach.Accounts;

/// <summary>Who uses an attached line: the account's owner or, by name, someone else.</summary>
/// <param name="Kind">Me or someone else.</param>
/// <param name="FirstName">First name, only of someone else.</param>
/// <param name="LastName">Last name, only of someone else.</param>
public sealed record LineUser(LineUserKind Kind, string? FirstName, string? LastName);
