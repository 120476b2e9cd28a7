using ContractAttach.Contracts;
using ContractAttach.Notifications;

namespace ContractAttach.Accounts;

/// <summary>Espace client: a customer's account of the portal.</summary>
/// <param name="Id">Its id, a ULID.</param>
/// <param name="FirstName">First name; null where no token has told it.</param>
/// <param name="LastName">Last name; null where no token has told it.</param>
/// <param name="Logins">The verified logins seen.</param>
/// <param name="CustomerNumbers">The verified customer numbers seen: their contracts are the owner's own.</param>
/// <param name="ContactDetails">Where its owner is reached.</param>
/// <param name="CreatedAt">Since when it exists.</param>
/// <param name="Language">The language in which its owner is told of the account.</param>
public sealed record Account(
    string Id,
    string? FirstName,
    string? LastName,
    IReadOnlyList<Login> Logins,
    IReadOnlyList<string> CustomerNumbers,
    ContactDetails ContactDetails,
    DateTimeOffset CreatedAt,
    ContractLanguage Language = ContractLanguage.Fr)
{
    /// <summary>Whether it is being closed: its owner is told of that, and of nothing more.</summary>
    public bool IsClosing { get; init; }

    /// <summary>The owner's first and last name; null where no token has told any.</summary>
    public string? DisplayName => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : null;

    /// <summary>How its owner is named to others: as in messages, and never by an address.</summary>
    public string NameFor(ContractLanguage language) => PersonName.Shown(DisplayName, language);
}
