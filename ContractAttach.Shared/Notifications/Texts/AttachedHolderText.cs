namespace ContractAttach.Notifications.Texts;

/// <summary>To the holder: who can now manage the contract, by what right, and how to end it.</summary>
internal static class AttachedHolderText
{
    public static NoticeContent French(NoticeWords words) => new(
        words.IsHolder
            ? $"Votre contrat {words.Offer} est rattaché à un espace client"
            : $"Votre contrat {words.Offer} : une procuration a été ajoutée",
        (words.IsHolder, words.IsByCode) switch
        {
            (true, _) => $"{words.Person} a rattaché votre contrat à son espace client en tant que titulaire, et peut désormais le gérer en ligne.",
            (false, true) => $"{words.Person} peut désormais gérer votre contrat en ligne, depuis son espace client. L'accord a été donné par l'utilisateur de la ligne, qui a transmis le code reçu par SMS.",
            (false, false) => $"{words.Person} peut désormais gérer votre contrat en ligne, depuis son espace client. Cette personne a indiqué la ligne et le numéro client qui figurent sur votre facture.",
        },
        [.. words.ContractFacts(), ("Rattaché par", words.Person), ("Rôle", words.IsHolder ? "titulaire" : "procuration")],
        words.RevocationLink is null ? null : new(
            "Mettre fin à cet accès",
            words.RevocationLink,
            $"Vous n'êtes pas d'accord ? Ce lien vous montre ce qui va se passer, et vous confirmez ensuite. Il est valable jusqu'au {words.RevocationExpiry}, ne sert qu'une fois et ne demande pas d'espace client."),
        words.RevocationLink is null
            ? "Si vous êtes à l'origine de ce rattachement, ou si vous êtes d'accord, vous n'avez rien à faire. Sinon, contactez le service client."
            : "Si vous êtes à l'origine de ce rattachement, ou si vous êtes d'accord, vous n'avez rien à faire.",
        $"{words.SmsPerson} peut gérer votre contrat, ligne {words.SmsLine}. Pas d'accord ? {words.RevocationLink ?? "Contactez le service client."}");

    public static NoticeContent English(NoticeWords words) => new(
        words.IsHolder
            ? $"Your contract {words.Offer} is attached to an account"
            : $"Your contract {words.Offer}: a proxy was added",
        (words.IsHolder, words.IsByCode) switch
        {
            (true, _) => $"{words.Person} attached your contract to their account as its holder, and can now manage it online.",
            (false, true) => $"{words.Person} can now manage your contract online, from their account. The user of the line agreed by passing on the code received by SMS.",
            (false, false) => $"{words.Person} can now manage your contract online, from their account. This person gave the line and the customer number that are printed on your bill.",
        },
        [.. words.ContractFacts(), ("Attached by", words.Person), ("Role", words.IsHolder ? "holder" : "proxy")],
        words.RevocationLink is null ? null : new(
            "End this access",
            words.RevocationLink,
            $"You do not agree? This link shows you what will happen, and you then confirm. It is valid until {words.RevocationExpiry}, works once and needs no account."),
        words.RevocationLink is null
            ? "If you did this yourself, or if you agree, there is nothing to do. Otherwise, please contact customer service."
            : "If you did this yourself, or if you agree, there is nothing to do.",
        $"{words.SmsPerson} can manage your contract, line {words.SmsLine}. You disagree? {words.RevocationLink ?? "Contact customer service."}");
}
