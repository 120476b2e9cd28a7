namespace ContractAttach.Notifications.Texts;

/// <summary>To the holder: who managed the contract has it in another account of theirs, and how to end that.</summary>
internal static class RegroupedHolderText
{
    public static NoticeContent French(NoticeWords words) => AttachedHolderText.French(words) with
    {
        Subject = words.IsHolder
            ? $"Votre contrat {words.Offer} est rattaché à un autre espace client"
            : $"Votre contrat {words.Offer} : une procuration est passée dans un autre espace client",
        Opening = words.IsHolder
            ? $"{words.Person} a regroupé ses espaces client : votre contrat est désormais rattaché à l'un d'eux en tant que titulaire, et peut y être géré en ligne."
            : $"{words.Person}, qui gérait déjà votre contrat en ligne, a regroupé ses espaces client et peut désormais le gérer depuis un autre espace. Les liens reçus auparavant pour mettre fin à son accès ne concernent pas celui-ci.",
        Sms = $"{words.SmsPerson} gère votre ligne {words.SmsLine} d'un autre espace. Refuser : {words.RevocationLink ?? "contactez le service client."}",
    };

    public static NoticeContent English(NoticeWords words) => AttachedHolderText.English(words) with
    {
        Subject = words.IsHolder
            ? $"Your contract {words.Offer} is attached to another account"
            : $"Your contract {words.Offer}: a proxy has moved to another account",
        Opening = words.IsHolder
            ? $"{words.Person} has regrouped their accounts: your contract is now attached to one of them as its holder's, and can be managed online there."
            : $"{words.Person}, who managed your contract online already, has regrouped their accounts and can now manage it from another one. Links that you had before to end their access do not end this one.",
        Sms = $"{words.SmsPerson} manages your line {words.SmsLine} from another account. Refuse: {words.RevocationLink ?? "contact customer service."}",
    };
}
