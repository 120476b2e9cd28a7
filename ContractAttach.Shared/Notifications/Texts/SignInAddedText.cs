namespace ContractAttach.Notifications.Texts;

/// <summary>To the account's other addresses: somebody signs in to it anew, by one of its logins.</summary>
internal static class SignInAddedText
{
    public static NoticeContent French(NoticeWords words) => new(
        "Votre espace client : une nouvelle connexion",
        $"Le {words.When}, une personne s'est connectée pour la première fois avec un autre identifiant, qui porte une adresse e-mail ou un numéro de mobile de votre espace client. Elle y voit désormais les mêmes contrats que vous.",
        [],
        Action: null,
        "Si c'est vous, vous n'avez rien à faire. Sinon, contactez le service client sans attendre.",
        "Une nouvelle connexion donne accès à votre espace client. Si ce n'est pas vous, contactez le service client.");

    public static NoticeContent English(NoticeWords words) => new(
        "Your account: a new sign-in",
        $"On {words.When}, a person signed in for the first time with another identity, which has an e-mail address or a mobile number of your account. That person now sees the same contracts as you.",
        [],
        Action: null,
        "If it was you, there is nothing to do. Otherwise, please contact customer service without delay.",
        "A new sign-in now gives access to your account. If it was not you, contact customer service.");
}
