using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Accounts;

/// <summary>Body of <c>POST account</c>.</summary>
internal sealed record AccountBody([property: Required] ContactDetailsBody? ContactDetails);
