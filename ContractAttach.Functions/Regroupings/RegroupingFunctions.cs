using ContractAttach.Accounts;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using ContractAttach.Regroupings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Regroupings;

/// <summary>The HTTP calls that bring the contracts of one's other account into this one.</summary>
[ApiGroup("Regroupings", "Brings the contracts of one's other account into this one.")]
[ApiParameter("id", ParameterLocation.Path, "The regrouping's id.", Example = "01J9ZC3V5T8Q2W4E6R7Y0K1M3N")]
[ApiErrors(nameof(ApiErrorCode.AccountRequired), nameof(ApiErrorCode.LoginConflict), nameof(ApiErrorCode.LoginRequired), nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class RegroupingFunctions(Caller caller, RegroupingStarter starter, RegroupingInstances instances, RegroupingStore regroupings)
{
    private const string Route = "api/v1/regroupings";

    /// <summary>Begins a regrouping.</summary>
    [Function("StartRegrouping")]
    [ApiCall("Begins a regrouping", Description = "Both tokens must have been issued within the last five minutes.")]
    [ApiBody(typeof(RegroupBody), Example = """{"otherAccountToken":"eyJhbGciOi…","removeFromOther":false}""")]
    [ApiAnswer(StatusCodes.Status202Accepted, "The regrouping: begun, or running already.", typeof(RegroupingView), Headers = ["Location"])]
    [ApiErrors(nameof(ApiErrorCode.RegroupingNotAllowed), nameof(ApiErrorCode.TooManyRequests))]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        RegroupBody body = await request.ReadAsync<RegroupBody>(cancellationToken);
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(body.OtherAccountToken))
            errors.Add("otherAccountToken", FieldMessages.OtherToken);
        errors.ThrowIfAny();

        RegroupingRow regrouping = await starter.StartAsync(
            Caller.Person(request), account, body.OtherAccountToken!.Trim(), body.RemoveFromOther, cancellationToken);
        await RegroupingInstances.ScheduleAsync(durable, regrouping, cancellationToken);
        request.HttpContext.Response.Headers.Location = $"/{Route}/{regrouping.Id}";
        return Results.Json(new RegroupingView(regrouping.Id, regrouping.Status, []), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>How far a regrouping has come.</summary>
    [Function("GetRegrouping")]
    [ApiCall("How far a regrouping has come")]
    [ApiAnswer(StatusCodes.Status200OK, "The regrouping.", typeof(RegroupingView))]
    [ApiErrors(nameof(ApiErrorCode.RegroupingNotFound))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);

        // Only what can be an id becomes a row key.
        if (!Ulid.TryParse(id, out Ulid parsed) || parsed.ToString() != id
            || await instances.FindAsync(durable, account.Id, id, cancellationToken) is not { } regrouping)
            throw new ApiException(ApiErrorCode.RegroupingNotFound);
        return Results.Json(
            new RegroupingView(id, regrouping.Status, await regroupings.ListAsync(account.Id, id, cancellationToken)), ApiJson.Options);
    }
}
