namespace ContractAttach.Notifications.Texts;

/// <summary>To who asked: the contract is attached.</summary>
internal static class AttachedRequesterText
{
    public static NoticeContent French(NoticeWords words) => new(
        $"Votre espace client : le contrat {words.Offer} est rattaché",
        words.IsHolder
            ? "Votre contrat est maintenant rattaché à votre espace client : vous pouvez le consulter et le gérer en ligne."
            : "Le contrat est maintenant rattaché à votre espace client par procuration : vous pouvez le consulter et le gérer en ligne. Son titulaire en est informé.",
        [.. words.ContractFacts(), ("Rôle", words.IsHolder ? "titulaire" : "procuration")],
        Action: null,
        "Vous pouvez retirer ce contrat à tout moment depuis votre espace client. Si vous n'êtes pas à l'origine de ce rattachement, contactez le service client.",
        $"Le contrat de la ligne {words.SmsLine} est rattaché à votre espace client.");

    public static NoticeContent English(NoticeWords words) => new(
        $"Your account: the contract {words.Offer} is attached",
        words.IsHolder
            ? "Your contract is now attached to your account: you can view and manage it online."
            : "The contract is now attached to your account by proxy: you can view and manage it online. Its holder has been told.",
        [.. words.ContractFacts(), ("Role", words.IsHolder ? "holder" : "proxy")],
        Action: null,
        "You can remove this contract from your account at any time. If you did not ask for this, please contact customer service.",
        $"The contract of line {words.SmsLine} is attached to your account.");
}
