using ContractAttach.Tests.Crash;

namespace ContractAttach.Tests.Soak;

/// <summary>Somebody with an account.</summary>
/// <param name="subject">Who signs in.</param>
/// <param name="email">The login, and first contact address.</param>
/// <param name="client">The person's web channel.</param>
internal sealed class Person(string subject, string email, RetryingClient client)
{
    /// <summary>Who signs in.</summary>
    public string Subject => subject;

    /// <summary>The login.</summary>
    public string Email { get; } = email;

    /// <summary>The web channel.</summary>
    public RetryingClient Client => client;

    /// <summary>The account, once it is there.</summary>
    public string AccountId { get; set; } = "";

    /// <summary>Where the account's owner is reached now.</summary>
    public string Contact { get; set; } = email;

    /// <summary>Codes that were sent for the account.</summary>
    public int Codes { get; set; }
}
