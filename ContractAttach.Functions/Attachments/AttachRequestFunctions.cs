using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Counters;
using ContractAttach.Functions.Accounts;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Attachments;

/// <summary>The HTTP calls of attach requests.</summary>
public sealed class AttachRequestFunctions(
    Caller caller,
    ContactDetailsChanges changes,
    RequestStarter starter,
    AttachmentStore store,
    RequestInstances instances,
    AttachRequests requests,
    IOptions<AttachmentOptions> options)
{
    private const string Route = "api/v1/attach-requests";

    // HTTP-API: at most 50 in a list.
    private const int ListLength = 50;

    /// <summary>Begins a request, or answers with the one that is open for the same line or contract.</summary>
    [Function("StartAttachRequest")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        AttachBody body = await request.ReadAsync<AttachBody>(cancellationToken);
        var errors = new FieldErrors();
        StartRequest? wanted = BodyChecks.Check(body, errors);
        errors.ThrowIfAny();
        await ThrowUnlessTakenAsync(account, wanted!.ContactDetails, cancellationToken);

        StartResult result = await starter.StartAsync(account, wanted, cancellationToken);
        switch (result.Outcome)
        {
            case StartOutcome.Started:
                await instances.ScheduleAsync(durable, result.Request!, cancellationToken);
                return Answer(request, StatusCodes.Status202Accepted, RequestView.Of(result.Request!, null));
            case StartOutcome.AlreadyOpen:
                (RequestRow open, AttachProgress? progress) = await instances.ReadAsync(durable, result.Request!, cancellationToken);
                return Answer(request, StatusCodes.Status200OK, RequestView.Of(open, progress));
            case StartOutcome.OfferExcluded:
                throw new ApiException(ApiErrorCode.OfferExcluded);
            case StartOutcome.AlreadyAttached:
                throw new ApiException(ApiErrorCode.AlreadyAttached);
            case StartOutcome.Limited:
                throw new ApiException(ApiErrorCode.TooManyRequests) { RetryAfter = result.RetryAfter };
            default:
                throw new ApiException(ApiErrorCode.ContractNotRecognised);
        }
    }

    /// <summary>The account's requests, newest first.</summary>
    [Function("ListAttachRequests")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        var items = new List<RequestView>();
        foreach (RequestRow row in await store.ListRequestsAsync(account.Id, ListLength, cancellationToken))
        {
            (RequestRow read, AttachProgress? progress) = row.End is null ? await instances.ReadAsync(durable, row, cancellationToken) : (row, null);
            items.Add(RequestView.Of(read, progress));
        }

        return Results.Json(new ItemList<RequestView>(items), ApiJson.Options);
    }

    /// <summary>One request.</summary>
    [Function("GetAttachRequest")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        (RequestRow row, AttachProgress? progress) = await instances.FindAsync(durable, account.Id, Id(id), cancellationToken)
            ?? throw new ApiException(ApiErrorCode.RequestNotFound);
        return Results.Json(RequestView.Of(row, progress), ApiJson.Options);
    }

    /// <summary>Enters the code; answers still missing may come with it.</summary>
    [Function("EnterCode")]
    public async Task<IResult> EnterCodeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{id}/code")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        CodeBody body = await request.ReadAsync<CodeBody>(cancellationToken);
        var errors = new FieldErrors();
        if (!CodeText.TryParse(body.Code, options.Value.CodeDigits, out string code))
            errors.Add("code", $"Required: the {options.Value.CodeDigits} digits of the code in the SMS.");
        LineUser? lineUser = body.LineUser is null ? null : BodyChecks.Check(body.LineUser, errors, "lineUser.");
        ContactDetails? contactDetails = body.ContactDetails is null ? null : BodyChecks.Check(body.ContactDetails, errors, "contactDetails.");
        errors.ThrowIfAny();
        await ThrowUnlessTakenAsync(account, contactDetails, cancellationToken);

        (RequestView view, bool answered) = await requests.EnterCodeAsync(durable, account.Id, Id(id), code, lineUser, contactDetails, cancellationToken);
        return Answer(request, answered ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, view);
    }

    /// <summary>Asks for a new code.</summary>
    [Function("ResendCode")]
    public async Task<IResult> ResendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{id}/code/resend")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        RequestView view = await requests.ResendAsync(durable, account.Id, Id(id), cancellationToken);
        return Answer(request, StatusCodes.Status202Accepted, view);
    }

    /// <summary>Says who uses the line; saying it again replaces it.</summary>
    [Function("GiveLineUser")]
    public async Task<IResult> GiveLineUserAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{id}/line-user")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        LineUserBody body = await request.ReadAsync<LineUserBody>(cancellationToken);
        var errors = new FieldErrors();
        LineUser? lineUser = BodyChecks.Check(body, errors);
        errors.ThrowIfAny();
        return Results.Json(await requests.GiveLineUserAsync(durable, account.Id, Id(id), lineUser!, cancellationToken), ApiJson.Options);
    }

    /// <summary>Gives contact details; giving them again replaces them.</summary>
    [Function("GiveContactDetails")]
    public async Task<IResult> GiveContactDetailsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{id}/contact-details")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        ContactDetailsBody body = await request.ReadAsync<ContactDetailsBody>(cancellationToken);
        var errors = new FieldErrors();
        ContactDetails? contactDetails = BodyChecks.Check(body, errors);
        errors.ThrowIfAny();
        await ThrowUnlessTakenAsync(account, contactDetails, cancellationToken);
        return Results.Json(await requests.GiveContactDetailsAsync(durable, account.Id, Id(id), contactDetails!, cancellationToken), ApiJson.Options);
    }

    /// <summary>Gives the request up.</summary>
    [Function("CancelAttachRequest")]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Account account = await caller.AccountAsync(request, cancellationToken);
        await requests.CancelAsync(durable, account.Id, Id(id), cancellationToken);
        return Results.NoContent();
    }

    // Other contact details than the account's are to replace them in the end: told now where there would be no room for that.
    private async Task ThrowUnlessTakenAsync(Account account, ContactDetails? given, CancellationToken cancellationToken)
    {
        Reservation room = await changes.PeekAsync(account, given, cancellationToken);
        if (!room.Granted)
            throw new ApiException(ApiErrorCode.TooManyRequests) { RetryAfter = room.RetryAfter };
    }

    // Only what can be an id becomes a row key.
    private static string Id(string id) => Ulid.TryParse(id, out Ulid parsed) && parsed.ToString() == id ? id : throw new ApiException(ApiErrorCode.RequestNotFound);

    private static IResult Answer(HttpRequest request, int status, RequestView view)
    {
        request.HttpContext.Response.Headers.Location = $"/{Route}/{view.Id}";
        return Results.Json(view, ApiJson.Options, statusCode: status);
    }
}
