namespace ContractAttach.Accounts;

/// <summary>A verified identifier that an account's owner signs in with.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">E-mail address in its comparison form, or E.164 number.</param>
public sealed record Login(LoginKind Kind, string Value);
