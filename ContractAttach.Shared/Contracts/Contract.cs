namespace ContractAttach.Contracts;

/// <summary>A contract as the operator's directory has it.</summary>
/// <param name="Id">The operator's name for it, <c>[A-Za-z0-9._-]{1,64}</c>.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Segment">Whom it is sold to.</param>
/// <param name="Offer">The offer's name, as the customer knows it.</param>
/// <param name="Range">The range the offer belongs to; some ranges are never attached.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Language">The language of messages to its people.</param>
/// <param name="CustomerNumber">The holder's customer number: 10 digits, printed on the bill.</param>
/// <param name="Holder">Who signed it.</param>
/// <param name="Lines">Its lines; an open contract has one fixed or internet line and at least one mobile line.</param>
public sealed record Contract(
    string Id,
    ContractKind Kind,
    Segment Segment,
    string Offer,
    string Range,
    ContractStatus Status,
    ContractLanguage Language,
    string CustomerNumber,
    Holder Holder,
    IReadOnlyList<ContractLine> Lines);
