namespace ContractAttach.Tests.Crash;

/// <summary>What the customer does once the request has begun.</summary>
internal enum Behaviour
{
    /// <summary>All that is asked for.</summary>
    Straight,

    /// <summary>Enters a wrong code first.</summary>
    WrongFirst,

    /// <summary>Asks for a second code, tries the first one, and goes on with the second.</summary>
    Resend,

    /// <summary>Enters the code when it has run out, asks for another one, and goes on with it.</summary>
    Late,

    /// <summary>Enters wrong codes until the request is refused.</summary>
    AllWrong,

    /// <summary>Gives the request up.</summary>
    Cancel,

    /// <summary>Does nothing more.</summary>
    Silent,
}
