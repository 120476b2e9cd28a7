using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Functions.Regroupings;

/// <summary>Body of <c>POST regroupings</c>.</summary>
internal sealed record RegroupBody(
    [property: Required, Description("An access token of the other account; it is not kept.")] string? OtherAccountToken,
    [property: Description("Whether the contracts are removed from the other account.")] bool RemoveFromOther = false)
{
    /// <summary>Nothing: a token is nobody's business in a log.</summary>
    public override string ToString() => nameof(RegroupBody);
}
