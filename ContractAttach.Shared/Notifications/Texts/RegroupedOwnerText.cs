namespace ContractAttach.Notifications.Texts;

/// <summary>To the owner of the account that contracts are taken from: a person has them in another account.</summary>
internal static class RegroupedOwnerText
{
    public static NoticeContent French(NoticeWords words) => new(
        "Votre espace client : vos contrats passent dans un autre espace client",
        $"{words.Person} a regroupé les contrats de votre espace client dans un autre espace client, après une connexion à chacun des deux. Ils sont rattachés à cet autre espace et retirés du vôtre, à commencer par celui ci-dessous. Les contrats eux-mêmes ne changent pas.",
        [.. words.ContractFacts(), ("Regroupés par", words.Person)],
        Action: null,
        "Si vous êtes à l'origine de ce regroupement, vous n'avez rien à faire. Sinon, contactez le service client sans attendre.",
        "Les contrats de votre espace client passent dans un autre espace. Si ce n'est pas vous, contactez le service client.");

    public static NoticeContent English(NoticeWords words) => new(
        "Your account: your contracts are moving to another account",
        $"{words.Person} regrouped the contracts of your account into another account, after signing in to both. They are attached to that account and removed from yours, beginning with the one below. The contracts themselves do not change.",
        [.. words.ContractFacts(), ("Regrouped by", words.Person)],
        Action: null,
        "If you did this yourself, there is nothing to do. Otherwise, please contact customer service without delay.",
        "The contracts of your account are moving to another account. If it was not you, contact customer service.");
}
