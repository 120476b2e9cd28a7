using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Counters;
using ContractAttach.Functions.Accounts;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Attachments;

/// <summary>The HTTP calls of attach requests.</summary>
[ApiGroup("Attach requests", "Requests to attach a contract to the account, from the first call to the end.")]
[ApiParameter("id", ParameterLocation.Path, "The request's id.", Example = "01J9ZC3V5T8Q2W4E6R7Y0K1M3N")]
[ApiErrors(nameof(ApiErrorCode.AccountRequired), nameof(ApiErrorCode.LoginConflict), nameof(ApiErrorCode.LoginRequired), nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
public sealed class AttachRequestFunctions(
    Caller caller,
    ContactDetailsChanges changes,
    RequestStarter starter,
    IdempotencyKeys keys,
    AttachmentStore store,
    RequestInstances instances,
    AttachRequests requests,
    IOptions<AttachmentOptions> options,
    IHostApplicationLifetime lifetime)
{
    private const string Route = "api/v1/attach-requests";

    // HTTP-API: at most 50 in a list.
    private const int ListLength = 50;

    // HTTP-API: at most 20 s are honoured.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Begins a request, or answers with the one that is open for the same line or contract.</summary>
    [Function("StartAttachRequest")]
    [ApiCall("Begins a request", Description = "A mobile or open contract awaits the code that goes to its line; what is not known yet is asked for by the status. Whatever is wrong with the identifiers has the one answer `contract-not-recognised`.")]
    [ApiBody(typeof(AttachBody), Example = """{"segment":"consumer","contractKind":"mobile","identifiers":{"lineNumber":"06 12 34 56 78"},"lineUser":{"kind":"other","firstName":"Léa","lastName":"Martin"},"contactDetails":{"email":"alice.martin@example.com"}}""")]
    [ApiParameter(IdempotencyHeader.Name, ParameterLocation.Header, "Kept for 24 hours once the call succeeds: with the same key and body the answer is the same status and request, as it stands then.", Pattern = IdempotencyHeader.Pattern, Example = "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [ApiAnswer(StatusCodes.Status202Accepted, "The request, begun.", typeof(RequestView), Headers = ["Location"])]
    [ApiAnswer(StatusCodes.Status200OK, "The request that is open already for this line or contract: no new code is sent.", typeof(RequestView), Headers = ["Location"])]
    [ApiErrors(nameof(ApiErrorCode.ContractNotRecognised), nameof(ApiErrorCode.OfferExcluded), nameof(ApiErrorCode.IdempotencyKeyReused), nameof(ApiErrorCode.AlreadyAttached), nameof(ApiErrorCode.TooManyRequests))]
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
        string? given = IdempotencyHeader.Read(request, errors);
        errors.ThrowIfAny();

        IdempotencyRow? key = given is null ? null : keys.Of(account.Id, given, wanted!);
        StartResult? known = key is null ? null : await keys.FindAsync(key, cancellationToken);
        if (known is null)
            await ThrowUnlessTakenAsync(account, wanted!.ContactDetails, cancellationToken);

        StartResult result = known ?? await starter.StartAsync(account, wanted!, key, cancellationToken);
        switch (result.Outcome)
        {
            case StartOutcome.Started:
                await instances.ScheduleAsync(durable, result.Request!, cancellationToken);
                return Answer(request, StatusCodes.Status202Accepted, RequestView.Of(result.Request!, null));
            case StartOutcome.StartedBefore or StartOutcome.AlreadyOpen:
                (RequestRow begun, AttachProgress? progress) = await instances.ReadAsync(durable, result.Request!, cancellationToken);
                int status = result.Outcome == StartOutcome.AlreadyOpen ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
                return Answer(request, status, RequestView.Of(begun, progress));
            case StartOutcome.KeyReused:
                throw new ApiException(ApiErrorCode.IdempotencyKeyReused);
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
    [ApiCall("The account's requests")]
    [ApiAnswer(StatusCodes.Status200OK, "The newest requests first, at most 50.", typeof(ItemList<RequestView>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        IReadOnlyList<RequestRow> rows = await store.ListRequestsAsync(account.Id, ListLength, cancellationToken);
        return Results.Json(new ItemList<RequestView>(await Task.WhenAll(rows.Select(ViewAsync))), ApiJson.Options);

        async Task<RequestView> ViewAsync(RequestRow row)
        {
            (RequestRow request, AttachProgress? progress) = row.End is null ? await instances.ReadAsync(durable, row, cancellationToken) : (row, null);
            return RequestView.Of(request, progress);
        }
    }

    /// <summary>One request; at once, or when its status is no longer the one that the caller knows of.</summary>
    [Function("GetAttachRequest")]
    [ApiCall("A request", Description = "With `Prefer: wait` and `status` it answers when the status is no longer that one. A request that has ended is answered at once.")]
    [ApiParameter(StatusQuery.Name, ParameterLocation.Query, "The status that the caller knows of.", Example = "awaitingCode")]
    [ApiParameter(PreferHeader.Name, ParameterLocation.Header, "For how many seconds the caller would wait for another status; at most 20 are honoured.", Example = "wait=20")]
    [ApiAnswer(StatusCodes.Status200OK, "The request.", typeof(RequestView), Headers = [PreferHeader.Applied])]
    [ApiErrors(nameof(ApiErrorCode.InvalidRequest), nameof(ApiErrorCode.RequestNotFound))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Account account = await caller.AccountAsync(request, cancellationToken);
        RequestStatus? known = StatusQuery.Read(request);
        RequestView view = await ViewAsync();
        if (known is null || request.Wait() is not { } wanted)
            return Results.Json(view, ApiJson.Options);

        TimeSpan wait = wanted < LongestWait ? wanted : LongestWait;
        request.HttpContext.Response.ApplyWait(wait);
        if (view.Status == known && view.EndedAt is null)
        {
            await WaitAsync(durable, view.Id, known.Value, wait, request.HttpContext.RequestAborted);
            view = await ViewAsync();
        }

        return Results.Json(view, ApiJson.Options);

        async Task<RequestView> ViewAsync()
        {
            (RequestRow row, AttachProgress? progress) = await instances.FindAsync(durable, account.Id, Id(id), cancellationToken)
                ?? throw new ApiException(ApiErrorCode.RequestNotFound);
            return RequestView.Of(row, progress);
        }
    }

    /// <summary>Enters the code; answers still missing may come with it.</summary>
    [Function("EnterCode")]
    [ApiCall("Enters the code", Description = "Spaces and hyphens in it are ignored. Answers that are still missing may come with it. The answer is the outcome.")]
    [ApiBody(typeof(CodeBody), Example = """{"code":"1234 5678","lineUser":{"kind":"me"},"contactDetails":{"email":"alice.martin@example.com"}}""")]
    [ApiAnswer(StatusCodes.Status200OK, "The code is right: the request, moved on.", typeof(RequestView), Headers = ["Location"])]
    [ApiAnswer(StatusCodes.Status202Accepted, "The outcome is not known yet: the request tells it.", typeof(RequestView), Headers = ["Location"])]
    [ApiErrors(nameof(ApiErrorCode.RequestNotFound), nameof(ApiErrorCode.NotAwaitingCode), nameof(ApiErrorCode.CodeIncorrect), nameof(ApiErrorCode.CodeSuperseded), nameof(ApiErrorCode.CodeExpired), nameof(ApiErrorCode.RequestEnded), nameof(ApiErrorCode.TooManyTries), nameof(ApiErrorCode.ContractLocked), nameof(ApiErrorCode.TooManyRequests))]
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
            errors.Add("code", FieldMessages.Code(options.Value.CodeDigits));
        LineUser? lineUser = body.LineUser is null ? null : BodyChecks.Check(body.LineUser, errors, "lineUser.");
        ContactDetails? contactDetails = body.ContactDetails is null ? null : BodyChecks.Check(body.ContactDetails, errors, "contactDetails.");
        errors.ThrowIfAny();
        await ThrowUnlessTakenAsync(account, contactDetails, cancellationToken);

        (RequestView view, bool answered) = await requests.EnterCodeAsync(durable, account.Id, Id(id), code, lineUser, contactDetails, cancellationToken);
        return Answer(request, answered ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, view);
    }

    /// <summary>Asks for a new code.</summary>
    [Function("ResendCode")]
    [ApiCall("Asks for a new code", Description = "It supersedes the one before it.")]
    [ApiAnswer(StatusCodes.Status202Accepted, "The request: a new code is on its way.", typeof(RequestView), Headers = ["Location"])]
    [ApiErrors(nameof(ApiErrorCode.RequestNotFound), nameof(ApiErrorCode.NotAwaitingCode), nameof(ApiErrorCode.RequestEnded), nameof(ApiErrorCode.TooManyCodes), nameof(ApiErrorCode.TooSoon), nameof(ApiErrorCode.TooManyRequests))]
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
    [ApiCall("Says who uses the line", Description = "Again replaces it.")]
    [ApiBody(typeof(LineUserBody), Example = """{"kind":"other","firstName":"Léa","lastName":"Martin"}""")]
    [ApiAnswer(StatusCodes.Status200OK, "The request, moved on where it waited for this.", typeof(RequestView))]
    [ApiErrors(nameof(ApiErrorCode.RequestNotFound), nameof(ApiErrorCode.NotAwaitingLineUser), nameof(ApiErrorCode.RequestEnded), nameof(ApiErrorCode.TooManyRequests))]
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
    [ApiCall("Gives contact details", Description = "Again replaces them. They become the account's when the contract is attached.")]
    [ApiBody(typeof(ContactDetailsBody), Example = """{"email":"alice.martin@example.com"}""")]
    [ApiAnswer(StatusCodes.Status200OK, "The request, moved on where it waited for this.", typeof(RequestView))]
    [ApiErrors(nameof(ApiErrorCode.RequestNotFound), nameof(ApiErrorCode.NotAwaitingContactDetails), nameof(ApiErrorCode.RequestEnded), nameof(ApiErrorCode.TooManyRequests))]
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
    [ApiCall("Gives a request up")]
    [ApiAnswer(StatusCodes.Status204NoContent, "The request is cancelled.")]
    [ApiErrors(nameof(ApiErrorCode.RequestNotFound), nameof(ApiErrorCode.Attaching), nameof(ApiErrorCode.RequestEnded))]
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

    // Ends before its time where the caller goes, and where the service stops: then whoever waits is told how the request stands,
    // and may wait elsewhere.
    private async Task WaitAsync(DurableTaskClient durable, string requestId, RequestStatus known, TimeSpan wait, CancellationToken gone)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(gone, lifetime.ApplicationStopping);
        try
        {
            await instances.WatchAsync(durable, requestId, progress => progress.Status != known, wait, over.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
        }
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
