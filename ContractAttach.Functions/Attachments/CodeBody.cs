using ContractAttach.Functions.Accounts;

namespace ContractAttach.Functions.Attachments;

/// <summary>Body of <c>POST attach-requests/{id}/code</c>.</summary>
internal sealed record CodeBody(string? Code, LineUserBody? LineUser, ContactDetailsBody? ContactDetails);
