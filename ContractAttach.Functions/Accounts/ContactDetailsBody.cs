using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Accounts;

/// <summary>Where the account's owner is reached.</summary>
internal sealed record ContactDetailsBody(
    [property: Required, EmailAddress] string? Email,
    [property: Description("A mobile number, in French or international form."), RegularExpression(@"^[0-9+().\-/\s]*$")] string? Mobile);
