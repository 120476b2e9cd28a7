namespace ContractAttach.Accounts;

/// <summary>Moyens de contact: where the owner of an account is reached.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Mobile">E.164 mobile number; optional.</param>
public sealed record ContactDetails(string Email, string? Mobile);
