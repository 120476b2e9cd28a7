namespace ContractAttach.Notifications.Texts;

/// <summary>To the account's owner: the operator's records have changed, so the contract is no longer attached.</summary>
internal static class ContractChangedOwnerText
{
    public static NoticeContent French(NoticeWords words) => new(
        $"Votre espace client : le contrat {words.Offer} n'est plus rattaché",
        "Les données de ce contrat ont changé chez l'opérateur : son titulaire n'est plus le même, une de ses lignes l'a quitté, ou il n'existe plus. Il n'est donc plus rattaché à votre espace client.",
        words.ContractFacts(),
        Action: null,
        "Si le contrat vous concerne encore, vous pouvez le rattacher à nouveau depuis votre espace client, avec ses références actuelles. En cas de doute, contactez le service client.",
        $"Le contrat de la ligne {words.SmsLine} a changé chez l'opérateur : il n'est plus rattaché à votre espace client.");

    public static NoticeContent English(NoticeWords words) => new(
        $"Your account: the contract {words.Offer} is no longer attached",
        "The operator's records of this contract have changed: it has another holder, one of its lines has left it, or it no longer exists. So it is no longer attached to your account.",
        words.ContractFacts(),
        Action: null,
        "If the contract still concerns you, you can attach it again from your account, with its present references. If in doubt, please contact customer service.",
        $"The contract of line {words.SmsLine} has changed at the operator: it is no longer attached to your account.");
}
