using ContractAttach.Accounts;

namespace ContractAttach.Functions.Accounts;

/// <summary>An account as its owner sees it.</summary>
internal sealed record AccountView(string AccountId, string? DisplayName, IReadOnlyList<Login> Logins, ContactDetails ContactDetails, DateTime CreatedAt)
{
    /// <summary>What the account says.</summary>
    public static AccountView Of(Account account) =>
        new(account.Id, account.DisplayName, account.Logins, account.ContactDetails, account.CreatedAt.UtcDateTime);
}
