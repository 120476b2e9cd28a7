namespace ContractAttach.Tests.Fixtures;

/// <summary>What stands behind a <see cref="WireProxy"/>.</summary>
public enum WireProxyService
{
    /// <summary>Azure Tables.</summary>
    Tables,

    /// <summary>The SMS service.</summary>
    Sms,

    /// <summary>The e-mail service.</summary>
    Email,
}
