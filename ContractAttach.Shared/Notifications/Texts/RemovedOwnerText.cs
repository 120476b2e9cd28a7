namespace ContractAttach.Notifications.Texts;

/// <summary>To the account's owner: the contract is no longer attached.</summary>
internal static class RemovedOwnerText
{
    public static NoticeContent French(NoticeWords words) => new(
        $"Votre espace client : le contrat {words.Offer} est retiré",
        "Le contrat ci-dessous n'est plus rattaché à votre espace client. Le contrat lui-même ne change pas.",
        words.ContractFacts(),
        Action: null,
        "Vous pouvez le rattacher à nouveau depuis votre espace client. Si vous n'êtes pas à l'origine de ce retrait, contactez le service client.",
        $"Le contrat de la ligne {words.SmsLine} n'est plus rattaché à votre espace client.");

    public static NoticeContent English(NoticeWords words) => new(
        $"Your account: the contract {words.Offer} is removed",
        "The contract below is no longer attached to your account. The contract itself does not change.",
        words.ContractFacts(),
        Action: null,
        "You can attach it again from your account. If you did not ask for this, please contact customer service.",
        $"The contract of line {words.SmsLine} is no longer attached to your account.");
}
