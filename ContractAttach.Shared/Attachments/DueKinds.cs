namespace ContractAttach.Attachments;

/// <summary>What the clean-up looks at, the <c>kind</c> of a due item.</summary>
public static class DueKinds
{
    /// <summary>A request that should have ended by then; the item's id is the request's.</summary>
    public const string Request = "request";

    /// <summary>Notices of an account that may not have been sent; the item's id is that of what they tell.</summary>
    public const string Notices = "notices";

    /// <summary>A link that has ended, and may have left something to be done; the item's id is the attachment's.</summary>
    public const string EndedLink = "ended";

    /// <summary>A contract's change that may not have been carried through; the item's id is the contract's.</summary>
    public const string ContractChange = "change";

    /// <summary>A holder's link that has run out; the item's id is the hash of its token.</summary>
    public const string Revocation = "revocation";

    /// <summary>An account whose owner's own contracts may not all be attached yet; the item's id is the account's.</summary>
    public const string OwnContracts = "own";

    /// <summary>An account that was closed, and may have left something to be done; the item's id is the account's.</summary>
    public const string ClosedAccount = "closed";

    /// <summary>An idempotency key that has run out; the item's id is its hash.</summary>
    public const string Idempotency = "idempotency";
}
