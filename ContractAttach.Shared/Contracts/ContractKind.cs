namespace ContractAttach.Contracts;

/// <summary>What a contract is for; <c>internet</c>, <c>fixed</c>, <c>mobile</c>, <c>open</c> on the wire.</summary>
public enum ContractKind
{
    /// <summary>Internet access at home.</summary>
    Internet,

    /// <summary>A fixed telephone line.</summary>
    Fixed,

    /// <summary>A mobile line.</summary>
    Mobile,

    /// <summary>Internet and mobile in one contract.</summary>
    Open,
}
