namespace ContractAttach.Accounts;

/// <summary>Who a checked access token says is calling. Only verified logins are here.</summary>
/// <param name="Subject">The token's <c>sub</c>.</param>
/// <param name="IssuedAt">The token's <c>iat</c>.</param>
/// <param name="Email">Verified e-mail address, normalised (trimmed, lower case); null where none is verified.</param>
/// <param name="Mobile">Verified mobile number, E.164; null where none is verified.</param>
/// <param name="GivenName">First name; null where the token has none.</param>
/// <param name="FamilyName">Last name; null where the token has none.</param>
/// <param name="CustomerNumber">Verified customer number; null where the token has none.</param>
/// <param name="Roles">The token's <c>roles</c>.</param>
public sealed record SignedInPerson(
    string Subject,
    DateTimeOffset IssuedAt,
    string? Email,
    string? Mobile,
    string? GivenName,
    string? FamilyName,
    string? CustomerNumber,
    IReadOnlyList<string> Roles);
