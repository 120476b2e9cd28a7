using ContractAttach.Accounts;

namespace ContractAttach.Functions.Web;

/// <summary>What a person reads of a field that is missing or wrong.</summary>
internal static class FieldMessages
{
    /// <summary>The body is no JSON, or no object.</summary>
    public static readonly BilingualText NoObject = new(
        "Un objet JSON est attendu.",
        "A JSON object is expected.");

    /// <summary>A property that the call does not know, or a value that is not of its type.</summary>
    public static readonly BilingualText NotTaken = new(
        "Ce champ est inconnu, donné deux fois, ou sa valeur n’est pas de celles qu’il prend.",
        "This field is unknown, given twice, or its value is not one that it takes.");

    /// <summary>The call cannot be read.</summary>
    public static readonly BilingualText Unreadable = new(
        "La requête est incomplète ou illisible.",
        "The request is incomplete or cannot be read.");

    /// <summary>The segment.</summary>
    public static readonly BilingualText Segment = new(
        "Obligatoire : consumer (particulier) ou professional (professionnel).",
        "Required: consumer or professional.");

    /// <summary>The kind of contract.</summary>
    public static readonly BilingualText ContractKind = new(
        "Obligatoire : internet, fixed (fixe), mobile ou open (internet et mobile).",
        "Required: internet, fixed, mobile or open (internet and mobile).");

    /// <summary>The customer number.</summary>
    public static readonly BilingualText CustomerNumber = new(
        "Obligatoire : les 10 chiffres du numéro de client, inscrit sur la facture.",
        "Required: the 10 digits of the customer number printed on the bill.");

    /// <summary>The line of an internet contract.</summary>
    public static readonly BilingualText InternetLine = new(
        "Obligatoire : la référence de la ligne internet, 6 à 20 lettres et chiffres, ou son numéro de téléphone fixe.",
        "Required: the internet line reference, 6 to 20 letters and digits, or its fixed number.");

    /// <summary>The line of a fixed contract.</summary>
    public static readonly BilingualText FixedLine = new(
        "Obligatoire : un numéro de téléphone fixe, par exemple 01 23 45 67 89.",
        "Required: a fixed number such as 01 23 45 67 89.");

    /// <summary>The line of a mobile or open contract.</summary>
    public static readonly BilingualText MobileLine = new(
        "Obligatoire : un numéro de mobile, par exemple 06 12 34 56 78.",
        "Required: a mobile number such as 06 12 34 56 78.");

    /// <summary>Who uses the line.</summary>
    public static readonly BilingualText LineUserKind = new(
        "Obligatoire : me (moi) ou other (une autre personne).",
        "Required: me or other (someone else).");

    /// <summary>A name of someone else who uses the line.</summary>
    public static readonly BilingualText Name = new(
        $"Obligatoire pour une autre personne : un nom d’au plus {PersonalName.Longest} caractères, dont une lettre au moins, sur une ligne.",
        $"Required for someone else: a name of at most {PersonalName.Longest} characters, at least one of them a letter, on one line.");

    /// <summary>Contact details.</summary>
    public static readonly BilingualText ContactDetails = new(
        "Obligatoire : un objet avec email et, s’il y en a un, mobile.",
        "Required: an object with email and, if there is one, mobile.");

    /// <summary>The contact e-mail address.</summary>
    public static readonly BilingualText Email = new(
        "Obligatoire : une adresse e-mail, par exemple a@example.com.",
        "Required: an e-mail address such as a@example.com.");

    /// <summary>The contact mobile number.</summary>
    public static readonly BilingualText Mobile = new(
        "Ce n’est pas un numéro de mobile : 06 12 34 56 78 ou +33612345678.",
        "Not a mobile number: 06 12 34 56 78 or +33612345678.");

    /// <summary>The other account's token is missing.</summary>
    public static readonly BilingualText OtherToken = new(
        "Obligatoire : un jeton d’accès de votre autre espace client.",
        "Required: an access token of your other account.");

    /// <summary>The other account's token is not good.</summary>
    public static readonly BilingualText OtherTokenNotValid = new(
        "Ce jeton d’accès n’est pas valable : reconnectez-vous à l’autre espace client.",
        "Not a valid access token: sign in to the other account again.");

    /// <summary>A contract's id.</summary>
    public static readonly BilingualText ContractId = new(
        "Obligatoire : 1 à 64 lettres, chiffres, points, tirets ou tirets bas.",
        "Required: 1 to 64 letters, digits, dots, underscores or hyphens.");

    /// <summary>The idempotency key.</summary>
    public static readonly BilingualText IdempotencyKey = new(
        "Une seule clé de 1 à 255 caractères ASCII visibles, par exemple un UUID.",
        "One key of 1 to 255 visible ASCII characters, such as a UUID.");

    /// <summary>The status from which a change is waited for.</summary>
    public static readonly BilingualText Status = new(
        "Un seul statut de demande, tel que le donne la réponse : awaitingCode, par exemple.",
        "One status of a request, as the answer has it: awaitingCode, for example.");

    /// <summary>The body has no delivery reports.</summary>
    /// <param name="type">Their type of event.</param>
    public static BilingualText NoDeliveryReports(string type) => new(
        $"Des CloudEvents 1.0 en JSON sont attendus : {type}.",
        $"CloudEvents 1.0 as JSON are expected: {type}.");

    /// <summary>The code.</summary>
    /// <param name="digits">How many digits a code has.</param>
    public static BilingualText Code(int digits) => new(
        $"Obligatoire : les {digits} chiffres du code reçu.",
        $"Required: the {digits} digits of the code that was received.");
}
