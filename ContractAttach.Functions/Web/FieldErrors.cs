namespace ContractAttach.Functions.Web;

/// <summary>Gathers what is wrong with a call, so that the caller is told all of it at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, IReadOnlyList<BilingualText>> _errors = [];

    /// <summary>Notes that a field is wrong.</summary>
    public void Add(string field, BilingualText message) =>
        _errors[field] = [.. _errors.GetValueOrDefault(field, []), message];

    /// <summary>Ends the call with <c>invalid-request</c> where anything was noted.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new ApiException(ApiErrorCode.InvalidRequest) { Errors = _errors };
    }
}
