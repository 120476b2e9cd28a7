namespace ContractAttach.Benchmarks.Attach;

/// <summary>A signed-in person with an account.</summary>
/// <param name="Token">The person's access token.</param>
/// <param name="Email">Where the account's owner is reached.</param>
/// <param name="Lines">Mobile lines still to be attached, each of a contract of its own, in E.164.</param>
internal sealed record Customer(string Token, string Email, Queue<string> Lines);
