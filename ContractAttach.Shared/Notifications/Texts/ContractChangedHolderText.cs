namespace ContractAttach.Notifications.Texts;

/// <summary>To who held the contract: the operator's records have changed, so a person no longer has access to it.</summary>
internal static class ContractChangedHolderText
{
    public static NoticeContent French(NoticeWords words) => new(
        $"Contrat {words.Offer} : un accès a pris fin",
        $"Les données de ce contrat ont changé chez l'opérateur : son titulaire n'est plus le même, une de ses lignes l'a quitté, ou il n'existe plus. {words.Person} ne peut donc plus le gérer en ligne.",
        [.. words.ContractFacts(), ("Accès retiré à", words.Person)],
        Action: null,
        "Vous n'avez rien à faire. Si vous n'attendiez pas ce changement, contactez le service client.",
        $"Le contrat de la ligne {words.SmsLine} a changé chez l'opérateur : {words.SmsPerson} ne peut plus le gérer.");

    public static NoticeContent English(NoticeWords words) => new(
        $"Contract {words.Offer}: an access has ended",
        $"The operator's records of this contract have changed: it has another holder, one of its lines has left it, or it no longer exists. So {words.Person} can no longer manage it online.",
        [.. words.ContractFacts(), ("Access ended for", words.Person)],
        Action: null,
        "There is nothing to do. If you did not expect this change, please contact customer service.",
        $"The contract of line {words.SmsLine} has changed at the operator: {words.SmsPerson} can no longer manage it.");
}
