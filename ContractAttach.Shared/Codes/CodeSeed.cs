namespace ContractAttach.Codes;

/// <summary>What the codes of a request are derived from, beside the server's key; fixed on its row before the first send.</summary>
/// <param name="KeyId">Which of the server's keys.</param>
/// <param name="Salt">128 random bits, base64url. No secret: without the key it tells nothing.</param>
public sealed record CodeSeed(string KeyId, string Salt);
