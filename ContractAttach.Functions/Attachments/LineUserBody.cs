using ContractAttach.Accounts;

namespace ContractAttach.Functions.Attachments;

/// <summary>Who uses the line.</summary>
internal sealed record LineUserBody(LineUserKind? Kind, string? FirstName, string? LastName);
