using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Attachments;

/// <summary>What names the contract.</summary>
internal sealed record IdentifiersBody(
    [property: Required, Description("A telephone number, in French or international form; of an internet contract its fixed number, or the line's reference: 6 to 20 letters and digits.")] string? LineNumber,
    [property: Description("The 10 digits of the customer number printed on the bill: required for an internet or fixed contract."), RegularExpression(@"^\s*([0-9]\s*){10}$")] string? CustomerNumber);
