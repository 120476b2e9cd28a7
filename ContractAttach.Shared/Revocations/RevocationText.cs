using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Notifications.Texts;

namespace ContractAttach.Revocations;

/// <summary>What the holder reads who has opened the link, in the words of the messages.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Opening">What is so, or has been done.</param>
/// <param name="Facts">Label and value of what it happens to.</param>
/// <param name="Explanation">What the button will do; null where it has been done.</param>
/// <param name="Button">What the button says; null where it has been done.</param>
public sealed record RevocationText(
    string Title, string Opening, IReadOnlyList<(string Label, string Value)> Facts, string? Explanation, string? Button)
{
    /// <summary>What would end.</summary>
    public static RevocationText Before(Revocation revocation, ContractLanguage language)
    {
        NoticeWords words = Words(revocation, language);
        return language == ContractLanguage.En
            ? new(
                "End an access to your contract",
                $"{words.Person} can manage this contract online, from their account.",
                [.. words.ContractFacts(), ("Attached by", words.Person), ("Role", words.IsHolder ? "holder" : "proxy")],
                "If you confirm, this person can no longer manage the contract online, and will be told so. The contract itself does not change. Nothing happens until you confirm.",
                "End this access")
            : French(new(
                "Mettre fin à un accès à votre contrat",
                $"{words.Person} peut gérer ce contrat en ligne, depuis son espace client.",
                [.. words.ContractFacts(), ("Rattaché par", words.Person), ("Rôle", words.IsHolder ? "titulaire" : "procuration")],
                "Si vous confirmez, cette personne ne pourra plus gérer le contrat en ligne, et en sera informée. Le contrat lui-même ne change pas. Rien ne se passe tant que vous n'avez pas confirmé.",
                "Mettre fin à cet accès"));
    }

    /// <summary>What has ended.</summary>
    public static RevocationText After(Revocation revocation, ContractLanguage language)
    {
        NoticeWords words = Words(revocation, language);
        return language == ContractLanguage.En
            ? new(
                "The access has ended",
                $"{words.Person} can no longer manage this contract online. The contract itself does not change. There is nothing more to do.",
                words.ContractFacts(),
                null,
                null)
            : French(new(
                "L'accès a pris fin",
                $"{words.Person} ne peut plus gérer ce contrat en ligne. Le contrat lui-même ne change pas. Vous n'avez rien d'autre à faire.",
                words.ContractFacts(),
                null,
                null));
    }

    private static NoticeWords Words(Revocation revocation, ContractLanguage language) => new(
        new NoticeFacts
        {
            When = revocation.Link.AttachedAt,
            ContractKind = Enum.Parse<ContractKind>(revocation.Link.ContractKind),
            Offer = revocation.Link.Offer,
            Line = LineMask.Screen(revocation.Link.Line),
            Role = Enum.Parse<Role>(revocation.Link.Role),
            Person = revocation.Account.DisplayName,
        },
        language != ContractLanguage.En);

    private static RevocationText French(RevocationText text) => text with
    {
        Title = FrenchTypography.Apply(text.Title),
        Opening = FrenchTypography.Apply(text.Opening),
        Explanation = text.Explanation is null ? null : FrenchTypography.Apply(text.Explanation),
    };
}
