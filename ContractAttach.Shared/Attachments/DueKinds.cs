namespace ContractAttach.Attachments;

/// <summary>
/// What the clean-up looks at, the <c>kind</c> of a due item. What needs looking at several times is a chain: who handles an
/// item puts down the next before it goes.
/// </summary>
public static class DueKinds
{
    /// <summary>
    /// A request that should have ended by then; the item's id is the request's. It is put down when the request begins, and
    /// <see cref="RequestPurge"/> follows.
    /// </summary>
    public const string Request = "request";

    /// <summary>A request that is to be forgotten; the item's id is the request's. <see cref="Audit"/> follows.</summary>
    public const string RequestPurge = "purge";

    /// <summary>Notices of an account that may not have been sent; the item's id is that of what they tell.</summary>
    public const string Notices = "notices";

    /// <summary>
    /// A link without a request, with notices that may not have been sent; the item's id is the attachment's.
    /// <see cref="LinkCheck"/> follows.
    /// </summary>
    public const string Link = "link";

    /// <summary>A link without a request that may not have been finished; the item's id is the attachment's. <see cref="Audit"/> follows.</summary>
    public const string LinkCheck = "linkcheck";

    /// <summary>
    /// A link that has ended, and may have left something to be done; the item's id is the attachment's. <see cref="Audit"/>
    /// follows.
    /// </summary>
    public const string EndedLink = "ended";

    /// <summary>A contract's change that may not have been carried through; the item's id is the contract's.</summary>
    public const string ContractChange = "change";

    /// <summary>A holder's link that has run out; the item's id is the hash of its token.</summary>
    public const string Revocation = "revocation";

    /// <summary>A regrouping that is old; the item's id is the regrouping's.</summary>
    public const string Regrouping = "regrouping";

    /// <summary>An account whose owner's own contracts may not all be attached yet; the item's id is the account's.</summary>
    public const string OwnContracts = "own";

    /// <summary>An account that was closed, and may have left something to be done; the item's id is the account's.</summary>
    public const string ClosedAccount = "closed";

    /// <summary>An idempotency key that has run out; the item's id is its hash.</summary>
    public const string Idempotency = "idempotency";

    /// <summary>Counters of a scope that have run out; the item's id is the scope. The same again where something is counted by then.</summary>
    public const string Counter = "counter";

    /// <summary>Audit entries of a contract that are to be forgotten; the item's id is the contract's.</summary>
    public const string Audit = "audit";

    /// <summary>Claims on logins whose account may never have come; the item's id is their hashes, joined by <c>+</c>.</summary>
    public const string Claims = "claims";
}
