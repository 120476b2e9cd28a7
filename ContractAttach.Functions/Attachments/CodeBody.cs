using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ContractAttach.Functions.Accounts;

namespace ContractAttach.Functions.Attachments;

/// <summary>Body of <c>POST attach-requests/{id}/code</c>.</summary>
internal sealed record CodeBody(
    [property: Required, Description("The digits of the code; spaces and hyphens are ignored."), RegularExpression(@"^[\p{Zs}\p{Pd}]*([0-9][\p{Zs}\p{Pd}]*){6,10}$")] string? Code,
    LineUserBody? LineUser,
    ContactDetailsBody? ContactDetails);
