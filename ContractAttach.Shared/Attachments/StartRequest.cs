using ContractAttach.Accounts;
using ContractAttach.Contracts;

namespace ContractAttach.Attachments;

/// <summary>What a person asks for: a contract, by its identifiers, already normalised.</summary>
/// <param name="Segment">Whom the contract is sold to.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Line">E.164 number or internet line reference.</param>
/// <param name="CustomerNumber">The customer number on the bill; only for internet and fixed contracts.</param>
/// <param name="LineUser">Who uses the line, where it is said already.</param>
/// <param name="ContactDetails">Contact details, where they are given already.</param>
public sealed record StartRequest(
    Segment Segment,
    ContractKind Kind,
    string Line,
    string? CustomerNumber,
    LineUser? LineUser,
    ContactDetails? ContactDetails)
{
    /// <summary>Mobile and open contracts need the code that goes to the line.</summary>
    public bool NeedsCode => Kind is ContractKind.Mobile or ContractKind.Open;
}
