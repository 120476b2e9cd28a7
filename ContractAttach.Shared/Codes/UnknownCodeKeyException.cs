namespace ContractAttach.Codes;

/// <summary>A request was made with a key that this instance does not have (yet, or any more).</summary>
/// <param name="keyId">The key's id.</param>
public sealed class UnknownCodeKeyException(string keyId)
    : Exception($"Codes__Keys has no key '{keyId}', with which this request's codes were made.")
{
    /// <summary>The key's id.</summary>
    public string KeyId { get; } = keyId;
}
