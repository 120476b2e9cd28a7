using System.ComponentModel.DataAnnotations;
using ContractAttach.Contracts;
using ContractAttach.Functions.Accounts;

namespace ContractAttach.Functions.Attachments;

/// <summary>Body of <c>POST attach-requests</c>.</summary>
internal sealed record AttachBody(
    [property: Required] Segment? Segment,
    [property: Required] ContractKind? ContractKind,
    [property: Required] IdentifiersBody? Identifiers,
    LineUserBody? LineUser,
    ContactDetailsBody? ContactDetails);
