using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Notifications;

namespace ContractAttach.Tests.Notifications;

/// <summary>Notices of a contract that Léa Durand attached and Jeanne Martin holds.</summary>
internal static class Notices
{
    public static readonly DateTimeOffset Now = new(2026, 7, 14, 12, 5, 0, TimeSpan.Zero);

    public static readonly NoticeFacts Facts = new()
    {
        When = Now,
        ContractKind = ContractKind.Mobile,
        Offer = "Forfait 100 Go",
        Line = "06 •• •• •• 12",
        Role = Role.Proxy,
        Person = "Léa Durand",
        RevocationExpiresAt = Now.AddDays(30),
    };

    public static NoticeRow Email(string kind, string id = "n1", NoticeFacts? facts = null, ContractLanguage language = ContractLanguage.Fr) =>
        NoticeRow.ByEmail("account-1", id, kind, "jeanne@example.com", "Jeanne Martin", language, facts ?? Facts, Now);

    public static NoticeRow Sms(string kind, string id = "n1", NoticeFacts? facts = null, ContractLanguage language = ContractLanguage.Fr) =>
        NoticeRow.BySms("account-1", id, kind, "+33612345612", "Jeanne Martin", language, facts ?? Facts, Now);
}
