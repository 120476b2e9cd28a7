namespace ContractAttach.Contracts;

/// <summary>Who signed a contract.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Email">Where the holder gets e-mail; null where the contract has no address.</param>
/// <param name="Mobile">E.164 number at which the holder gets SMS; null where the contract has none.</param>
public sealed record Holder(string FirstName, string LastName, string? Email, string? Mobile)
{
    /// <summary>Whether there is any way to tell the holder.</summary>
    public bool IsReachable => (Email ?? Mobile) is not null;
}
