namespace Azure.Communication.Email;

/// <summary>Whom an e-mail goes to.</summary>
public readonly struct EmailAddress
{
    /// <summary>An address alone.</summary>
    /// <param name="address">The address.</param>
    public EmailAddress(string address) => Address = address;

    /// <summary>An address with a name.</summary>
    /// <param name="address">The address.</param>
    /// <param name="displayName">The name.</param>
    public EmailAddress(string address, string? displayName) => (Address, DisplayName) = (address, displayName);

    /// <summary>The address.</summary>
    public string Address { get; }

    /// <summary>The name.</summary>
    public string? DisplayName { get; }
}
