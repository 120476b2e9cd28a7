namespace ContractAttach.Accounts;

/// <summary>What the person signs in with does not tell whose account it is.</summary>
public sealed class LoginConflictException(string reason) : Exception(reason);
