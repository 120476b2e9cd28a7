namespace ContractAttach.Notifications.Texts;

/// <summary>To the old address: the account's contact details are others now.</summary>
internal static class ContactDetailsChangedText
{
    public static NoticeContent French(NoticeWords words) => new(
        "Votre espace client : vos moyens de contact ont changé",
        $"Les moyens de contact de votre espace client ont été modifiés le {words.When}. Par sécurité, nous vous en informons à l'adresse que nous avions jusque-là.",
        [],
        Action: null,
        "Si vous êtes à l'origine de ce changement, vous n'avez rien à faire. Sinon, connectez-vous à votre espace client pour les rétablir, puis contactez le service client.",
        "Les moyens de contact de votre espace client ont été modifiés. Si ce n'est pas vous, contactez le service client.");

    public static NoticeContent English(NoticeWords words) => new(
        "Your account: your contact details have changed",
        $"The contact details of your account were changed on {words.When}. For your security, we tell you so at the address that we had until then.",
        [],
        Action: null,
        "If you made this change, there is nothing to do. Otherwise, sign in to your account to restore them, then contact customer service.",
        "The contact details of your account were changed. If it was not you, contact customer service.");
}
