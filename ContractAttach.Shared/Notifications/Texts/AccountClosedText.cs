namespace ContractAttach.Notifications.Texts;

/// <summary>To the account's owner: the account is closed.</summary>
internal static class AccountClosedText
{
    public static NoticeContent French(NoticeWords words) => new(
        "Votre espace client est fermé",
        $"Votre espace client est fermé depuis le {words.When}. Plus aucun contrat n'y est rattaché, vos demandes en cours sont annulées et vos données personnelles sont effacées. Vos contrats eux-mêmes ne changent pas.",
        [],
        Action: null,
        "Vous pouvez créer un nouvel espace client à tout moment. Si vous n'êtes pas à l'origine de cette fermeture, contactez le service client.",
        "Votre espace client est fermé. Vos contrats ne changent pas. Si ce n'est pas vous, contactez le service client.");

    public static NoticeContent English(NoticeWords words) => new(
        "Your account is closed",
        $"Your account was closed on {words.When}. No contract is attached to it any more, your open requests are cancelled and your personal data is erased. Your contracts themselves do not change.",
        [],
        Action: null,
        "You can create a new account at any time. If you did not ask for this, please contact customer service.",
        "Your account is closed. Your contracts do not change. If it was not you, contact customer service.");
}
