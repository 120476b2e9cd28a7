namespace ContractAttach.Benchmarks.Peer;

/// <summary>What a verification is about.</summary>
/// <param name="AccountId">The account that the contract is attached to.</param>
/// <param name="Line">The mobile line, E.164.</param>
internal sealed record PeerInput(string AccountId, string Line);
