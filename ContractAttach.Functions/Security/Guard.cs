namespace ContractAttach.Functions.Security;

/// <summary>Who is let past to a call.</summary>
internal enum Guard
{
    /// <summary>Anybody.</summary>
    None,

    /// <summary>Whoever is signed in.</summary>
    Person,

    /// <summary>Whoever is signed in as the operator's.</summary>
    Operator,

    /// <summary>Whoever sends events to the hooks.</summary>
    Hook,
}
