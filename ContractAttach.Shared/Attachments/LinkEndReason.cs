namespace ContractAttach.Attachments;

/// <summary>Why a link ended.</summary>
public enum LinkEndReason
{
    /// <summary>The account's owner removed the contract.</summary>
    Owner,

    /// <summary>The holder ended the access from an account.</summary>
    Holder,

    /// <summary>The holder ended the access by the link in the e-mail.</summary>
    RevocationLink,

    /// <summary>The operator's directory: the contract changed hands, lost the line, or is gone.</summary>
    ContractChanged,

    /// <summary>The account was closed.</summary>
    AccountClosed,

    /// <summary>The contract went to the owner's other account.</summary>
    Regrouped,
}
