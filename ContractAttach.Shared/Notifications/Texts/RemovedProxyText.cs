namespace ContractAttach.Notifications.Texts;

/// <summary>To the former proxy: the access to the contract has ended.</summary>
internal static class RemovedProxyText
{
    public static NoticeContent French(NoticeWords words) => new(
        $"Votre procuration sur le contrat {words.Offer} a pris fin",
        "Vous ne pouvez plus gérer ce contrat depuis votre espace client.",
        words.ContractFacts(),
        Action: null,
        "Pour y accéder à nouveau, demandez-le depuis votre espace client : l'accord de l'utilisateur de la ligne ou les références de la facture seront nécessaires.",
        $"Votre procuration sur le contrat de la ligne {words.SmsLine} a pris fin.");

    public static NoticeContent English(NoticeWords words) => new(
        $"Your proxy for the contract {words.Offer} has ended",
        "You can no longer manage this contract from your account.",
        words.ContractFacts(),
        Action: null,
        "To have access again, ask for it from your account: the agreement of the line's user or the references on the bill will be needed.",
        $"Your proxy for the contract of line {words.SmsLine} has ended.");
}
