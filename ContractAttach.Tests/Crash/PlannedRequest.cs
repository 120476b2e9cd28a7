using ContractAttach.Attachments;

namespace ContractAttach.Tests.Crash;

/// <summary>A contract, and what a customer does to attach it.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Kind">Its kind, as the API writes it.</param>
/// <param name="Line">The line that the customer names.</param>
/// <param name="CustomerNumber">The holder's customer number.</param>
/// <param name="HolderEmail">The holder's address; null where the holder is told by SMS.</param>
/// <param name="Behaviour">What the customer does.</param>
/// <param name="Answers">When the customer gives the answers.</param>
/// <param name="MayExpire">Whether its code lives so short that the request may expire before the customer is done.</param>
internal sealed record PlannedRequest(
    string ContractId,
    string Kind,
    string Line,
    string CustomerNumber,
    string? HolderEmail,
    Behaviour Behaviour,
    AnswersGiven Answers,
    bool MayExpire)
{
    /// <summary>The holder's mobile number, for who has no e-mail address.</summary>
    public string HolderMobile => $"+33755{CustomerNumber[^6..]}";

    /// <summary>Whether it is attached with a code.</summary>
    public bool NeedsCode => Kind is "mobile" or "open";

    /// <summary>How the request should end.</summary>
    public RequestStatus End => Behaviour switch
    {
        Behaviour.Cancel => RequestStatus.Cancelled,
        Behaviour.AllWrong => RequestStatus.Refused,
        Behaviour.Silent => RequestStatus.Expired,
        _ => RequestStatus.Attached,
    };

    /// <summary>Whether it may end like that.</summary>
    public bool Allows(RequestStatus end) => end == End || (MayExpire && end == RequestStatus.Expired);

    /// <summary>The contract as the operator's import has it.</summary>
    public object Contract => new
    {
        contractId = ContractId,
        kind = Kind,
        segment = "consumer",
        offer = "Offre " + Kind,
        range = "Gamme",
        status = "active",
        language = CustomerNumber[^1] % 2 == 0 ? "fr" : "en",
        customerNumber = CustomerNumber,
        holder = new { firstName = "Jeanne", lastName = "Martin", email = HolderEmail, mobile = HolderMobile },
        lines = Kind switch
        {
            "open" => new object[] { new { number = "FTTH" + CustomerNumber, kind = "internet" }, new { number = Line, kind = "mobile", device = "phone" } },
            "mobile" => [new { number = Line, kind = "mobile", device = CustomerNumber[^2] % 2 == 0 ? "phone" : "flybox" }],
            _ => [new { number = Line, kind = Kind }],
        },
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Behaviour} answers {Answers}{(MayExpire ? ", short-lived code" : "")}";
}
