namespace ContractAttach.Contracts;

/// <summary>The language in which a contract's people are written to; <c>fr</c>, <c>en</c> on the wire.</summary>
public enum ContractLanguage
{
    /// <summary>French, also where a contract names no language.</summary>
    Fr,

    /// <summary>English.</summary>
    En,
}
