namespace ContractAttach.Contracts;

/// <summary>What kind of line a contract has.</summary>
public enum LineKind
{
    /// <summary>A mobile number.</summary>
    Mobile,

    /// <summary>A fixed number.</summary>
    Fixed,

    /// <summary>An internet access, named by its line reference.</summary>
    Internet,
}
