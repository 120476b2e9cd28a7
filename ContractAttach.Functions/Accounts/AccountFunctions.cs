using ContractAttach.Accounts;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Accounts;

/// <summary>The HTTP calls of one's account.</summary>
public sealed class AccountFunctions(AccountStore accounts)
{
    private const string Route = "api/v1/account";

    /// <summary>The caller's account.</summary>
    [Function("GetAccount")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        Account account = await accounts.FindAsync(Caller.Person(request), cancellationToken)
            ?? throw new ApiException(ApiErrorCode.AccountNotFound);
        return Results.Json(AccountView.Of(account), ApiJson.Options);
    }

    /// <summary>Creates the caller's account, unless there is one.</summary>
    [Function("CreateAccount")]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        AccountBody body = await request.ReadAsync<AccountBody>(cancellationToken);
        var errors = new FieldErrors();
        if (body.ContactDetails is null)
            errors.Add("contactDetails", "Required: an object with email and, if there is one, mobile.");
        ContactDetails? contactDetails = body.ContactDetails is null ? null : BodyChecks.Check(body.ContactDetails, errors, "contactDetails.");
        errors.ThrowIfAny();

        (Account account, bool created) = await accounts.CreateAsync(Caller.Person(request), contactDetails!, cancellationToken);
        return Results.Json(AccountView.Of(account), ApiJson.Options, statusCode: created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
