using ContractAttach.Notifications;

namespace ContractAttach.Accounts;

/// <summary>What the owner of an account is told about the account itself.</summary>
internal static class AccountNotices
{
    // A table transaction takes 100 rows; one of them is the account's.
    private const int Most = 99;

    /// <summary>
    /// What is told when somebody signs in to the account anew: to its contact address and its other logins, the latest first,
    /// but not to those that the person brought.
    /// </summary>
    /// <param name="row">The account.</param>
    /// <param name="person">Who signs in.</param>
    /// <param name="about">What the ids of the notices begin with, before a hyphen.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<NoticeRow> SignInAdded(AccountRow row, SignedInPerson person, string about, DateTimeOffset now)
    {
        Account account = row.ToAccount();
        ILookup<LoginKind, string> logins = row.GetLogins().OrderByDescending(login => login.SeenAt).ToLookup(login => login.Kind, login => login.Value);
        IEnumerable<string> addresses = logins[LoginKind.Email]
            .Prepend(account.ContactDetails.Email)
            .DistinctBy(EmailAddress.ComparisonForm)
            .Where(address => EmailAddress.ComparisonForm(address) != person.Email);
        IEnumerable<string> numbers = logins[LoginKind.Mobile].Where(number => number != person.Mobile);
        var facts = new NoticeFacts { When = now };
        return
        [
            .. addresses.Select((to, index) => NoticeRow.ByEmail(
                    account.Id, $"{about}-email{index}", NoticeKinds.SignInAdded, to, account.DisplayName, account.Language, facts, now))
                .Concat(numbers.Select((to, index) => NoticeRow.BySms(
                    account.Id, $"{about}-sms{index}", NoticeKinds.SignInAdded, to, account.DisplayName, account.Language, facts, now)))
                .Take(Most),
        ];
    }

    /// <summary>What the old address is told when the contact details change, were it only the number.</summary>
    /// <param name="account">The account as it was.</param>
    /// <param name="about">What the notice's id begins with, before a hyphen.</param>
    /// <param name="now">Now.</param>
    public static NoticeRow ContactDetailsChanged(Account account, string about, DateTimeOffset now) => NoticeRow.ByEmail(
        account.Id, about + "-contact", NoticeKinds.ContactDetailsChanged, account.ContactDetails.Email, account.DisplayName, account.Language, new NoticeFacts { When = now }, now);

    /// <summary>What the owner is told when the account is closed; the parameters are those of <see cref="ContactDetailsChanged"/>.</summary>
    public static NoticeRow Closed(Account account, string about, DateTimeOffset now) => NoticeRow.ByEmail(
        account.Id, about + "-owner", NoticeKinds.AccountClosed, account.ContactDetails.Email, account.DisplayName, account.Language, new NoticeFacts { When = now }, now);
}
