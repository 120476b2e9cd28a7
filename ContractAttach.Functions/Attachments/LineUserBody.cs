using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ContractAttach.Accounts;

namespace ContractAttach.Functions.Attachments;

/// <summary>Who uses the line.</summary>
internal sealed record LineUserBody(
    [property: Required] LineUserKind? Kind,
    [property: Description("Required for someone else."), MaxLength(PersonalName.Longest)] string? FirstName,
    [property: Description("Required for someone else."), MaxLength(PersonalName.Longest)] string? LastName);
