namespace ContractAttach.Functions.Regroupings;

/// <summary>Body of <c>POST regroupings</c>.</summary>
internal sealed record RegroupBody(string? OtherAccountToken, bool RemoveFromOther = false)
{
    /// <summary>Nothing: a token is nobody's business in a log.</summary>
    public override string ToString() => nameof(RegroupBody);
}
