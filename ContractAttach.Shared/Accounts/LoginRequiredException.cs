namespace ContractAttach.Accounts;

/// <summary>The person has no verified login, so that no account can be theirs.</summary>
public sealed class LoginRequiredException() : Exception("The person has no verified e-mail address or mobile number to sign in with.");
