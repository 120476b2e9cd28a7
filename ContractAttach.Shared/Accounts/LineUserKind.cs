namespace ContractAttach.Accounts;

/// <summary>Whether the account's owner uses the line.</summary>
public enum LineUserKind
{
    /// <summary>The account's owner.</summary>
    Me,

    /// <summary>Someone else, who is named.</summary>
    Other,
}
