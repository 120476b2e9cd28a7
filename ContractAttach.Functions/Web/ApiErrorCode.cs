namespace ContractAttach.Functions.Web;

/// <summary>The errors of the HTTP API: each one's code, status, and what a person reads of it.</summary>
public sealed record ApiErrorCode
{
    private ApiErrorCode(string code, int status, BilingualText title, BilingualText detail)
    {
        Code = code;
        Status = status;
        Title = title;
        Detail = detail;
    }

    /// <summary>The <c>code</c> member, and the end of <c>type</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>What is wrong, in a few words.</summary>
    public BilingualText Title { get; }

    /// <summary>What is wrong, and what to do.</summary>
    public BilingualText Detail { get; }

    /// <summary>The body, route or headers are not what the call takes.</summary>
    public static readonly ApiErrorCode InvalidRequest = new("invalid-request", 400,
        new("Demande non valable", "Request not valid"),
        new("La demande n’est pas valable : corrigez les champs indiqués.", "The request is not valid: correct the fields named in errors."));

    /// <summary>No token, or not a good one.</summary>
    public static readonly ApiErrorCode Unauthenticated = new("unauthenticated", 401,
        new("Connectez-vous", "Sign in"),
        new("Connectez-vous pour continuer.", "Sign in to go on."));

    /// <summary>A role is missing.</summary>
    public static readonly ApiErrorCode Forbidden = new("forbidden", 403,
        new("Action non autorisée", "Not allowed"),
        new("Vous n’avez pas le droit de faire cela.", "You are not allowed to do this."));

    /// <summary>No such path.</summary>
    public static readonly ApiErrorCode NotFound = new("not-found", 404,
        new("Adresse inconnue", "Not found"),
        new("Cette adresse n’existe pas.", "There is nothing at this address."));

    /// <summary>The person has no account yet.</summary>
    public static readonly ApiErrorCode AccountNotFound = new("account-not-found", 404,
        new("Pas encore d’espace client", "No account yet"),
        new("Vous n’avez pas encore d’espace client : créez-le.", "You have no account yet: create it."));

    /// <summary>No such request of this account.</summary>
    public static readonly ApiErrorCode RequestNotFound = new("request-not-found", 404,
        new("Demande introuvable", "Request not found"),
        new("Cette demande n’existe pas.", "There is no such request."));

    /// <summary>The contract is not attached to this account.</summary>
    public static readonly ApiErrorCode ContractNotFound = new("contract-not-found", 404,
        new("Contrat introuvable", "Contract not found"),
        new("Ce contrat n’est pas rattaché à votre espace client.", "This contract is not attached to your account."));

    /// <summary>Nobody has a proxy of that id on the contract.</summary>
    public static readonly ApiErrorCode ProxyNotFound = new("proxy-not-found", 404,
        new("Procuration introuvable", "Proxy not found"),
        new("Cette procuration n’existe pas, ou a déjà pris fin.", "There is no such proxy, or it has ended already."));

    /// <summary>No such regrouping into this account.</summary>
    public static readonly ApiErrorCode RegroupingNotFound = new("regrouping-not-found", 404,
        new("Regroupement introuvable", "Regrouping not found"),
        new("Ce regroupement n’existe pas.", "There is no such regrouping."));

    /// <summary>A holder's link that ends nothing: unknown, used, run out, or of an access that has ended.</summary>
    public static readonly ApiErrorCode LinkNotValid = new("link-not-valid", 404,
        new("Ce lien n’est pas valable, ou ne l’est plus", "This link is not valid, or no longer"),
        new("Ce lien n’existe pas, a déjà servi, est trop ancien, ou l’accès a déjà pris fin.",
            "This link does not exist, was used, is too old, or the access has ended already."));

    /// <summary>The operator's directory has no such contract.</summary>
    public static readonly ApiErrorCode ContractUnknown = new("contract-not-found", 404,
        new("Contrat introuvable", "Contract not found"),
        new("Aucun contrat ne porte cet identifiant.", "There is no contract of this id."));

    /// <summary>Contracts are read in a directory of the operator's own.</summary>
    public static readonly ApiErrorCode DirectoryElsewhere = new("directory-elsewhere", 409,
        new("Contrats tenus ailleurs", "Contracts kept elsewhere"),
        new("Les contrats sont lus dans l’annuaire de l’opérateur : il n’y a rien à importer ici.",
            "Contracts are read in the operator's own directory: there is nothing to import here."));

    /// <summary>The call needs an account.</summary>
    public static readonly ApiErrorCode AccountRequired = new("account-required", 409,
        new("Espace client nécessaire", "Account required"),
        new("Créez d’abord votre espace client.", "Create your account first."));

    /// <summary>The token's logins do not lead to one account.</summary>
    public static readonly ApiErrorCode LoginConflict = new("login-conflict", 409,
        new("Identifiants déjà utilisés", "Logins in use"),
        new("Vos identifiants correspondent à un autre espace client : contactez le service client.",
            "Your logins belong to another account: contact customer service."));

    /// <summary>The token names no verified login.</summary>
    public static readonly ApiErrorCode LoginRequired = new("login-required", 409,
        new("Identifiant à vérifier", "Login to be verified"),
        new("Vérifiez d’abord votre adresse e-mail ou votre numéro de mobile.", "Verify your e-mail address or mobile number first."));

    /// <summary>The contract is attached already.</summary>
    public static readonly ApiErrorCode AlreadyAttached = new("already-attached", 409,
        new("Contrat déjà rattaché", "Contract attached already"),
        new("Ce contrat est déjà rattaché à votre espace client.", "This contract is attached to your account already."));

    /// <summary>No code is awaited.</summary>
    public static readonly ApiErrorCode NotAwaitingCode = new("not-awaiting-code", 409,
        new("Aucun code attendu", "No code awaited"),
        new("Cette demande n’attend pas de code.", "This request does not await a code."));

    /// <summary>A newer code was sent.</summary>
    public static readonly ApiErrorCode CodeSuperseded = new("code-superseded", 409,
        new("Code remplacé", "Code superseded"),
        new("Un code plus récent a été envoyé : saisissez le dernier reçu.", "A newer code was sent: enter the latest one."));

    /// <summary>The same, where codes are read in the page of a 4G home box.</summary>
    public static readonly ApiErrorCode CodeSupersededOnFlybox = new("code-superseded", 409,
        CodeSuperseded.Title,
        new("Un code plus récent a été envoyé : saisissez le dernier, à lire sur la page de la Flybox, rubrique Messages.",
            "A newer code was sent: enter the latest one, to be read on the Flybox’s own page, under Messages."));

    /// <summary>The line user cannot be given now.</summary>
    public static readonly ApiErrorCode NotAwaitingLineUser = new("not-awaiting-line-user", 409,
        new("Utilisateur de la ligne non attendu", "No line user awaited"),
        new("Cette demande n’attend pas l’utilisateur de la ligne.", "This request does not await the line's user."));

    /// <summary>Contact details cannot be given now.</summary>
    public static readonly ApiErrorCode NotAwaitingContactDetails = new("not-awaiting-contact-details", 409,
        new("Moyens de contact non attendus", "No contact details awaited"),
        new("Cette demande n’attend pas de moyens de contact.", "This request does not await contact details."));

    /// <summary>The contract is being linked.</summary>
    public static readonly ApiErrorCode Attaching = new("attaching", 409,
        new("Rattachement en cours", "Being attached"),
        new("Le contrat est en cours de rattachement : la demande ne peut plus être annulée.",
            "The contract is being attached: the request cannot be cancelled any more."));

    /// <summary>The code ran out.</summary>
    public static readonly ApiErrorCode CodeExpired = new("code-expired", 410,
        new("Code expiré", "Code run out"),
        new("Ce code n’est plus valable : demandez-en un nouveau.", "This code has run out: ask for a new one."));

    /// <summary>The request has ended.</summary>
    public static readonly ApiErrorCode RequestEnded = new("request-ended", 410,
        new("Demande terminée", "Request ended"),
        new("Cette demande est terminée : commencez-en une nouvelle.", "This request has ended: start a new one."));

    /// <summary>The body is too large.</summary>
    public static readonly ApiErrorCode TooLarge = new("too-large", 413,
        new("Contenu trop volumineux", "Body too large"),
        new("Le contenu envoyé est trop volumineux.", "The body is too large."));

    /// <summary>One answer for everything that must not be told apart.</summary>
    public static readonly ApiErrorCode ContractNotRecognised = new("contract-not-recognised", 422,
        new("Contrat non reconnu", "Contract not recognised"),
        new("Nous ne reconnaissons pas ce contrat : vérifiez le type d’offre, la ligne et le numéro de client.",
            "We do not recognise this contract: check the kind of offer, the line and the customer number."));

    /// <summary>The offer is never attached.</summary>
    public static readonly ApiErrorCode OfferExcluded = new("offer-excluded", 422,
        new("Offre non prise en charge", "Offer not supported"),
        new("Cette offre professionnelle ne peut pas être rattachée à un espace client.",
            "This professional offer cannot be attached to an account."));

    /// <summary>The idempotency key was used for another body.</summary>
    public static readonly ApiErrorCode IdempotencyKeyReused = new("idempotency-key-reused", 422,
        new("Clé d’idempotence déjà utilisée", "Idempotency key used already"),
        new("Cette clé d’idempotence a déjà servi pour une autre demande : utilisez-en une nouvelle.",
            "This idempotency key was used for another request: use a new one."));

    /// <summary>The code is wrong.</summary>
    public static readonly ApiErrorCode CodeIncorrect = new("code-incorrect", 422,
        new("Code incorrect", "Wrong code"),
        new("Ce code n’est pas le bon : vérifiez le SMS et réessayez.", "This is not the right code: check the SMS and try again."));

    /// <summary>The same, where codes are read in the page of a 4G home box.</summary>
    public static readonly ApiErrorCode CodeIncorrectOnFlybox = new("code-incorrect", 422,
        CodeIncorrect.Title,
        new("Ce code n’est pas le bon : relisez-le sur la page de la Flybox, rubrique Messages, et réessayez.",
            "This is not the right code: read it again on the Flybox’s own page, under Messages, and try again."));

    /// <summary>The tokens do not show that one person has just signed in to two accounts.</summary>
    public static readonly ApiErrorCode RegroupingNotAllowed = new("regrouping-not-allowed", 422,
        new("Regroupement impossible", "Regrouping not allowed"),
        new("Le regroupement demande deux espaces client différents auxquels vous venez de vous connecter : reconnectez-vous à chacun et réessayez.",
            "Regrouping takes two different accounts that you have just signed in to: sign in to each again and retry."));

    /// <summary>A limit is reached.</summary>
    public static readonly ApiErrorCode TooManyRequests = new("too-many-requests", 429,
        new("Trop de demandes", "Too many requests"),
        new("Trop de demandes : réessayez plus tard.", "Too many requests: try again later."));

    /// <summary>No further code is sent.</summary>
    public static readonly ApiErrorCode TooManyCodes = new("too-many-codes", 429,
        new("Trop de codes envoyés", "Too many codes sent"),
        new("Trop de codes ont été envoyés : réessayez plus tard.", "Too many codes were sent: try again later."));

    /// <summary>The last code was sent a moment ago.</summary>
    public static readonly ApiErrorCode TooSoon = new("too-soon", 429,
        new("Code déjà envoyé", "Code already sent"),
        new("Un code vient d’être envoyé : patientez un instant avant d’en demander un autre.",
            "A code was sent a moment ago: wait before asking for another one."));

    /// <summary>The same, where codes are read in the page of a 4G home box.</summary>
    public static readonly ApiErrorCode TooSoonOnFlybox = new("too-soon", 429,
        TooSoon.Title,
        new("Un code vient d’être envoyé : lisez-le sur la page de la Flybox, rubrique Messages, ou patientez un instant avant d’en demander un autre.",
            "A code was sent a moment ago: read it on the Flybox’s own page, under Messages, or wait before asking for another one."));

    /// <summary>Too many wrong codes.</summary>
    public static readonly ApiErrorCode TooManyTries = new("too-many-tries", 429,
        new("Trop de codes erronés", "Too many wrong codes"),
        new("Trop de codes erronés : cette demande ne peut pas continuer.", "Too many wrong codes: this request cannot go on."));

    /// <summary>Too many wrong codes on the contract, whoever entered them: nothing is compared for a while, and the request goes on.</summary>
    public static readonly ApiErrorCode ContractLocked = new("too-many-tries", 429,
        TooManyTries.Title,
        new("Trop de codes erronés ont été saisis pour ce contrat : réessayez plus tard.",
            "Too many wrong codes were entered for this contract: try again later."));

    /// <summary>Something passing.</summary>
    public static readonly ApiErrorCode TryAgain = new("try-again", 503,
        new("Service momentanément indisponible", "Service unavailable for a moment"),
        new("Le service est momentanément indisponible : réessayez dans un instant.",
            "The service is unavailable for a moment: try again shortly."));

    /// <summary>Something that should not be.</summary>
    public static readonly ApiErrorCode InternalError = new("internal-error", 500,
        new("Erreur de notre côté", "Error on our side"),
        new("Une erreur est survenue de notre côté : réessayez dans un instant.", "Something went wrong on our side: try again shortly."));
}
