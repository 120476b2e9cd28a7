using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Counters;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.Accounts;

/// <summary>The HTTP calls of one's account.</summary>
[ApiGroup("Account", "One's own account.")]
[ApiErrors(nameof(ApiErrorCode.LoginConflict), nameof(ApiErrorCode.LoginRequired), nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class AccountFunctions(
    Caller caller, AccountStore accounts, AccountClosure closure, OwnContracts own, ContactDetailsChanges changes, AccountCloser closer)
{
    private const string Route = "api/v1/account";

    // Somebody waits for the answer: a family's contracts and more, but not a company's fleet.
    private const int OwnContractsAtOnce = 25;

    /// <summary>The caller's account.</summary>
    [Function("GetAccount")]
    [ApiCall("The account")]
    [ApiAnswer(StatusCodes.Status200OK, "The account.", typeof(AccountView))]
    [ApiErrors(nameof(ApiErrorCode.AccountNotFound))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Account account = await accounts.FindAsync(Caller.Person(request), cancellationToken)
            ?? throw new ApiException(ApiErrorCode.AccountNotFound);
        return Results.Json(AccountView.Of(account), ApiJson.Options);
    }

    /// <summary>Creates the caller's account, unless there is one, and attaches the caller's own contracts to it.</summary>
    [Function("CreateAccount")]
    [ApiCall("Creates the account", Description = "Attaches the contracts of the token's verified customer number as well.")]
    [ApiBody(typeof(AccountBody), Example = """{"contactDetails":{"email":"alice.martin@example.com","mobile":"06 11 22 33 44"}}""")]
    [ApiAnswer(StatusCodes.Status201Created, "The account, created.", typeof(AccountView))]
    [ApiAnswer(StatusCodes.Status200OK, "The account, which was there already.", typeof(AccountView))]
    [ApiErrors(nameof(ApiErrorCode.TooManyRequests))]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        AccountBody body = await request.ReadAsync<AccountBody>(cancellationToken);
        var errors = new FieldErrors();
        if (body.ContactDetails is null)
            errors.Add("contactDetails", FieldMessages.ContactDetails);
        ContactDetails? contactDetails = body.ContactDetails is null ? null : BodyChecks.Check(body.ContactDetails, errors, "contactDetails.");
        errors.ThrowIfAny();

        SignedInPerson person = Caller.Person(request);
        if (await accounts.FindAsync(person, cancellationToken) is null)
            ThrowUnlessGranted(await closure.PeekAsync(person, cancellationToken));
        (Account account, bool created) = await accounts.CreateAsync(person, contactDetails!, request.Language(), cancellationToken);

        // Also where it was there already: whoever created it may have died before its contracts were attached.
        await own.AttachAsync(account.Id, OwnContractsAtOnce, cancellationToken);
        return Results.Json(AccountView.Of(account), ApiJson.Options, statusCode: created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Replaces the account's contact details.</summary>
    [Function("ChangeContactDetails")]
    [ApiCall("Replaces the contact details", Description = "The former address is told.")]
    [ApiBody(typeof(ContactDetailsBody), Example = """{"email":"alice.martin@example.com","mobile":null}""")]
    [ApiAnswer(StatusCodes.Status200OK, "The account.", typeof(AccountView))]
    [ApiErrors(nameof(ApiErrorCode.AccountRequired), nameof(ApiErrorCode.TooManyRequests))]
    public async Task<IResult> ChangeContactDetailsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/contact-details")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        ContactDetailsBody body = await request.ReadAsync<ContactDetailsBody>(cancellationToken);
        var errors = new FieldErrors();
        ContactDetails? contactDetails = BodyChecks.Check(body, errors);
        errors.ThrowIfAny();

        (Account? changed, Reservation reservation) = await changes.ChangeAsync(account.Id, contactDetails!, cancellationToken);
        ThrowUnlessGranted(reservation);
        return Results.Json(AccountView.Of(changed ?? throw new ApiException(ApiErrorCode.AccountRequired)), ApiJson.Options);
    }

    /// <summary>Closes the account.</summary>
    [Function("CloseAccount")]
    [ApiCall("Closes the account", Description = "Its contracts and open requests end, and its personal data goes.")]
    [ApiAnswer(StatusCodes.Status204NoContent, "The account is closed.")]
    [ApiErrors(nameof(ApiErrorCode.AccountRequired))]
    public async Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        await closer.CloseAsync(durable, account.Id, cancellationToken);
        return Results.NoContent();
    }

    private static void ThrowUnlessGranted(Reservation reservation)
    {
        if (!reservation.Granted)
            throw new ApiException(ApiErrorCode.TooManyRequests) { RetryAfter = reservation.RetryAfter };
    }
}
