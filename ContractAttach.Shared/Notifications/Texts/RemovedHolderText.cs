namespace ContractAttach.Notifications.Texts;

/// <summary>To the holder: a person no longer has access to the contract.</summary>
internal static class RemovedHolderText
{
    public static NoticeContent French(NoticeWords words) => new(
        $"Votre contrat {words.Offer} : un accès a pris fin",
        $"{words.Person} ne peut plus gérer votre contrat en ligne. Le contrat lui-même ne change pas.",
        [.. words.ContractFacts(), ("Accès retiré à", words.Person)],
        Action: null,
        "Vous n'avez rien à faire.",
        $"{words.SmsPerson} ne peut plus gérer votre contrat, ligne {words.SmsLine}.");

    public static NoticeContent English(NoticeWords words) => new(
        $"Your contract {words.Offer}: an access has ended",
        $"{words.Person} can no longer manage your contract online. The contract itself does not change.",
        [.. words.ContractFacts(), ("Access ended for", words.Person)],
        Action: null,
        "There is nothing to do.",
        $"{words.SmsPerson} can no longer manage your contract, line {words.SmsLine}.");
}
