namespace ContractAttach.Notifications;

/// <summary>What notices tell; those of a contract have the facts <c>When</c>, <c>ContractKind</c>, <c>Line</c> and, but for a refusal, <c>Offer</c>. Strings and no enumeration: a row of a newer version must not break the reading of the others.</summary>
public static class NoticeKinds
{
    /// <summary>To who asked: the contract is attached. Facts: <c>Role</c>.</summary>
    public const string AttachedRequester = "attachedRequester";

    /// <summary>To the holder: someone attached the contract. Facts: <c>Role</c>, <c>Person</c> and, where there is one, <c>RevocationLink</c> with <c>RevocationExpiresAt</c>.</summary>
    public const string AttachedHolder = "attachedHolder";

    /// <summary>To the holder: someone who managed the contract has it in another account of theirs. Facts as for <see cref="AttachedHolder"/>.</summary>
    public const string RegroupedHolder = "regroupedHolder";

    /// <summary>To the old address: the account's contact details are others now. Facts: <c>When</c>.</summary>
    public const string ContactDetailsChanged = "contactDetailsChanged";

    /// <summary>To the account's other addresses: somebody signs in to it anew, by one of its logins. Facts: <c>When</c>.</summary>
    public const string SignInAdded = "signInAdded";

    /// <summary>To the account's owner: the account is closed. Facts: <c>When</c>.</summary>
    public const string AccountClosed = "accountClosed";

    /// <summary>To the account's owner: the contract is no longer attached.</summary>
    public const string RemovedOwner = "removedOwner";

    /// <summary>To the holder: <c>Person</c> no longer has access to the contract.</summary>
    public const string RemovedHolder = "removedHolder";

    /// <summary>To the former proxy: the access to the contract has ended.</summary>
    public const string RemovedProxy = "removedProxy";

    /// <summary>To the account's owner: the contract is no longer attached, since the operator's records have changed.</summary>
    public const string ContractChangedOwner = "contractChangedOwner";

    /// <summary>To who held the contract: <c>Person</c> no longer has access to it, since the operator's records have changed.</summary>
    public const string ContractChangedHolder = "contractChangedHolder";

    /// <summary>To who asked: the request has ended, since the contract can no longer be attached.</summary>
    public const string RefusedRequester = "refusedRequester";
}
