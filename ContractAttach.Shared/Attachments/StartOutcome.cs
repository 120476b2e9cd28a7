namespace ContractAttach.Attachments;

/// <summary>What came of asking for a contract.</summary>
public enum StartOutcome
{
    /// <summary>A request has begun.</summary>
    Started,

    /// <summary>A request had begun by an earlier call with the same key.</summary>
    StartedBefore,

    /// <summary>One was open already for the same line or contract.</summary>
    AlreadyOpen,

    /// <summary>Unknown, of another kind or segment, not active, excluded, with no way to reach its holder, or wrongly named: never said which.</summary>
    NotRecognised,

    /// <summary>Rightly named, and of a range that is never attached.</summary>
    OfferExcluded,

    /// <summary>The contract is attached to the account.</summary>
    AlreadyAttached,

    /// <summary>The key was used for something else.</summary>
    KeyReused,

    /// <summary>A limit is reached.</summary>
    Limited,
}
