using ContractAttach.Contracts;
using ContractAttach.Functions.Accounts;

namespace ContractAttach.Functions.Attachments;

/// <summary>Body of <c>POST attach-requests</c>.</summary>
internal sealed record AttachBody(
    Segment? Segment,
    ContractKind? ContractKind,
    IdentifiersBody? Identifiers,
    LineUserBody? LineUser,
    ContactDetailsBody? ContactDetails);
