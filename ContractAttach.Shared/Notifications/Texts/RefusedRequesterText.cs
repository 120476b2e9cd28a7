namespace ContractAttach.Notifications.Texts;

/// <summary>To who asked: the contract can no longer be attached, so the request has ended.</summary>
internal static class RefusedRequesterText
{
    public static NoticeContent French(NoticeWords words) => new(
        "Votre espace client : votre demande de rattachement a pris fin",
        "Les données du contrat que vous vouliez rattacher ont changé chez l'opérateur pendant votre demande. Le contrat n'a pas été rattaché, et un code déjà reçu ne sert plus.",
        words.ContractFacts(),
        Action: null,
        "Vous pouvez faire une nouvelle demande depuis votre espace client, avec les références actuelles du contrat. En cas de doute, contactez le service client.",
        $"Le contrat de la ligne {words.SmsLine} a changé chez l'opérateur : votre demande de rattachement a pris fin.");

    public static NoticeContent English(NoticeWords words) => new(
        "Your account: your request to attach a contract has ended",
        "The operator's records of the contract that you asked for changed during your request. The contract was not attached, and a code that was sent is of no use any more.",
        words.ContractFacts(),
        Action: null,
        "You can ask again from your account, with the contract's present references. If in doubt, please contact customer service.",
        $"The contract of line {words.SmsLine} has changed at the operator: your request to attach it has ended.");
}
