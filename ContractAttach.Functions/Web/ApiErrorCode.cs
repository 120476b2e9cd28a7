namespace ContractAttach.Functions.Web;

/// <summary>The errors of the HTTP API: each one's code, status, and title in both languages.</summary>
public sealed record ApiErrorCode
{
    private ApiErrorCode(string code, int status, string french, string english)
    {
        Code = code;
        Status = status;
        French = french;
        English = english;
    }

    /// <summary>The <c>code</c> member, and the end of <c>type</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>What a person reads in French.</summary>
    public string French { get; }

    /// <summary>What a person reads in English.</summary>
    public string English { get; }

    /// <summary>The body, route or headers are not what the call takes.</summary>
    public static readonly ApiErrorCode InvalidRequest = new("invalid-request", 400,
        "La demande n’est pas valable : corrigez les champs indiqués.", "The request is not valid: correct the fields named in errors.");

    /// <summary>No token, or not a good one.</summary>
    public static readonly ApiErrorCode Unauthenticated = new("unauthenticated", 401,
        "Connectez-vous pour continuer.", "Sign in to go on.");

    /// <summary>A role is missing.</summary>
    public static readonly ApiErrorCode Forbidden = new("forbidden", 403,
        "Vous n’avez pas le droit de faire cela.", "You are not allowed to do this.");

    /// <summary>No such path.</summary>
    public static readonly ApiErrorCode NotFound = new("not-found", 404,
        "Cette adresse n’existe pas.", "There is nothing at this address.");

    /// <summary>The person has no account yet.</summary>
    public static readonly ApiErrorCode AccountNotFound = new("account-not-found", 404,
        "Vous n’avez pas encore d’espace client : créez-le.", "You have no account yet: create it.");

    /// <summary>No such request of this account.</summary>
    public static readonly ApiErrorCode RequestNotFound = new("request-not-found", 404,
        "Cette demande n’existe pas.", "There is no such request.");

    /// <summary>The contract is not attached to this account.</summary>
    public static readonly ApiErrorCode ContractNotFound = new("contract-not-found", 404,
        "Ce contrat n’est pas rattaché à votre espace client.", "This contract is not attached to your account.");

    /// <summary>Nobody has a proxy of that id on the contract.</summary>
    public static readonly ApiErrorCode ProxyNotFound = new("proxy-not-found", 404,
        "Cette procuration n’existe pas, ou a déjà pris fin.", "There is no such proxy, or it has ended already.");

    /// <summary>No such regrouping into this account.</summary>
    public static readonly ApiErrorCode RegroupingNotFound = new("regrouping-not-found", 404,
        "Ce regroupement n’existe pas.", "There is no such regrouping.");

    /// <summary>A holder's link that ends nothing: unknown, used, run out, or of an access that has ended.</summary>
    public static readonly ApiErrorCode LinkNotValid = new("link-not-valid", 404,
        "Ce lien n’est pas ou plus valable : il a déjà servi, il a plus de 30 jours, ou l’accès a déjà pris fin.",
        "This link is not valid, or no longer: it was used, is older than 30 days, or the access has ended already.");

    /// <summary>The operator's directory has no such contract.</summary>
    public static readonly ApiErrorCode ContractUnknown = new("contract-not-found", 404,
        "Aucun contrat ne porte cet identifiant.", "There is no contract of this id.");

    /// <summary>The call needs an account.</summary>
    public static readonly ApiErrorCode AccountRequired = new("account-required", 409,
        "Créez d’abord votre espace client.", "Create your account first.");

    /// <summary>The token's logins do not lead to one account.</summary>
    public static readonly ApiErrorCode LoginConflict = new("login-conflict", 409,
        "Vos identifiants correspondent à un autre espace client : contactez le service client.",
        "Your logins belong to another account: contact customer service.");

    /// <summary>The token names no verified login.</summary>
    public static readonly ApiErrorCode LoginRequired = new("login-required", 409,
        "Vérifiez d’abord votre adresse e-mail ou votre numéro de mobile.", "Verify your e-mail address or mobile number first.");

    /// <summary>The contract is attached already.</summary>
    public static readonly ApiErrorCode AlreadyAttached = new("already-attached", 409,
        "Ce contrat est déjà rattaché à votre espace client.", "This contract is attached to your account already.");

    /// <summary>No code is awaited.</summary>
    public static readonly ApiErrorCode NotAwaitingCode = new("not-awaiting-code", 409,
        "Cette demande n’attend pas de code.", "This request does not await a code.");

    /// <summary>A newer code was sent.</summary>
    public static readonly ApiErrorCode CodeSuperseded = new("code-superseded", 409,
        "Un code plus récent a été envoyé : saisissez le dernier reçu.", "A newer code was sent: enter the latest one.");

    /// <summary>The line user cannot be given now.</summary>
    public static readonly ApiErrorCode NotAwaitingLineUser = new("not-awaiting-line-user", 409,
        "Cette demande n’attend pas l’utilisateur de la ligne.", "This request does not await the line's user.");

    /// <summary>Contact details cannot be given now.</summary>
    public static readonly ApiErrorCode NotAwaitingContactDetails = new("not-awaiting-contact-details", 409,
        "Cette demande n’attend pas de moyens de contact.", "This request does not await contact details.");

    /// <summary>The contract is being linked.</summary>
    public static readonly ApiErrorCode Attaching = new("attaching", 409,
        "Le contrat est en cours de rattachement : la demande ne peut plus être annulée.",
        "The contract is being attached: the request cannot be cancelled any more.");

    /// <summary>The code ran out.</summary>
    public static readonly ApiErrorCode CodeExpired = new("code-expired", 410,
        "Ce code n’est plus valable : demandez-en un nouveau.", "This code has run out: ask for a new one.");

    /// <summary>The request has ended.</summary>
    public static readonly ApiErrorCode RequestEnded = new("request-ended", 410,
        "Cette demande est terminée : commencez-en une nouvelle.", "This request has ended: start a new one.");

    /// <summary>The body is too large.</summary>
    public static readonly ApiErrorCode TooLarge = new("too-large", 413,
        "Le contenu envoyé est trop volumineux.", "The body is too large.");

    /// <summary>One answer for everything that must not be told apart.</summary>
    public static readonly ApiErrorCode ContractNotRecognised = new("contract-not-recognised", 422,
        "Nous ne reconnaissons pas ce contrat : vérifiez le type d’offre, la ligne et le numéro de client.",
        "We do not recognise this contract: check the kind of offer, the line and the customer number.");

    /// <summary>The offer is never attached.</summary>
    public static readonly ApiErrorCode OfferExcluded = new("offer-excluded", 422,
        "Cette offre professionnelle ne peut pas être rattachée à un espace client.",
        "This professional offer cannot be attached to an account.");

    /// <summary>The code is wrong.</summary>
    public static readonly ApiErrorCode CodeIncorrect = new("code-incorrect", 422,
        "Ce code n’est pas le bon : vérifiez le SMS et réessayez.", "This is not the right code: check the SMS and try again.");

    /// <summary>The tokens do not show that one person has just signed in to two accounts.</summary>
    public static readonly ApiErrorCode RegroupingNotAllowed = new("regrouping-not-allowed", 422,
        "Le regroupement demande deux espaces client différents auxquels vous venez de vous connecter : reconnectez-vous à chacun et réessayez.",
        "Regrouping takes two different accounts that you have just signed in to: sign in to each again and retry.");

    /// <summary>A limit is reached.</summary>
    public static readonly ApiErrorCode TooManyRequests = new("too-many-requests", 429,
        "Trop de demandes : réessayez plus tard.", "Too many requests: try again later.");

    /// <summary>No further code is sent.</summary>
    public static readonly ApiErrorCode TooManyCodes = new("too-many-codes", 429,
        "Trop de codes ont été envoyés : réessayez plus tard.", "Too many codes were sent: try again later.");

    /// <summary>The last code was sent a moment ago.</summary>
    public static readonly ApiErrorCode TooSoon = new("too-soon", 429,
        "Un code vient d’être envoyé : patientez un instant avant d’en demander un autre.",
        "A code was sent a moment ago: wait before asking for another one.");

    /// <summary>Too many wrong codes.</summary>
    public static readonly ApiErrorCode TooManyTries = new("too-many-tries", 429,
        "Trop de codes erronés : cette demande ne peut pas continuer.", "Too many wrong codes: this request cannot go on.");

    /// <summary>Too many wrong codes on the contract, whoever entered them: nothing is compared for a while, and the request goes on.</summary>
    public static readonly ApiErrorCode ContractLocked = new("too-many-tries", 429,
        "Trop de codes erronés ont été saisis pour ce contrat : réessayez plus tard.",
        "Too many wrong codes were entered for this contract: try again later.");

    /// <summary>Something passing.</summary>
    public static readonly ApiErrorCode TryAgain = new("try-again", 503,
        "Le service est momentanément indisponible : réessayez dans un instant.",
        "The service is unavailable for a moment: try again shortly.");

    /// <summary>Something that should not be.</summary>
    public static readonly ApiErrorCode InternalError = new("internal-error", 500,
        "Une erreur est survenue de notre côté : réessayez dans un instant.", "Something went wrong on our side: try again shortly.");
}
