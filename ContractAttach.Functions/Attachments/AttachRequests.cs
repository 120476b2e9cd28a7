using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Counters;
using ContractAttach.Functions.Web;
using ContractAttach.Storage;
using ContractAttach.Telemetry;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Attachments;

/// <summary>
/// What the owner of a request does to it. Answers are outcomes: an input is raised with an id, and the custom status is
/// watched until that id is answered.
/// </summary>
public sealed class AttachRequests(
    AttachmentStore store,
    RequestInstances instances,
    CodeBook codes,
    RequestMetrics metrics,
    Counters.Counters counters,
    Limits limits,
    KeyedHash hash,
    IOptions<AttachmentOptions> options,
    TimeProvider time)
{
    private readonly AttachmentOptions _options = options.Value;

    /// <summary>Enters a code, as it was typed; answers given with it go to the row first.</summary>
    /// <returns>The request; <c>Answered</c> is false where the engine was too slow to say what came of it.</returns>
    internal async Task<(RequestView View, bool Answered)> EnterCodeAsync(
        DurableTaskClient durable, string accountId, string requestId, string typed, LineUser? lineUser, ContactDetails? contactDetails, CancellationToken cancellationToken)
    {
        (RequestRow request, AttachProgress? progress) = await FindTakingAsync(durable, accountId, requestId, cancellationToken);
        CodeSeed seed = request.Seed ?? throw new ApiException(ApiErrorCode.NotAwaitingCode);
        if (!codes.Knows(seed))
            throw new UnknownCodeKeyException(seed.KeyId);
        if (!AwaitsCode(request, progress))
        {
            RequestView view = Overtaken(request, progress, seed, typed);
            bool waits = view.Status is RequestStatus.AwaitingLineUser or RequestStatus.AwaitingContactDetails;
            if (!waits || (lineUser is null && contactDetails is null))
                return (view, true);
            if (await GiveAsync(durable, request, progress, lineUser, contactDetails, cancellationToken) is { } moved)
                return (moved, true);
            (request, progress) = await FindAsync(durable, accountId, requestId, cancellationToken);
            return (Overtaken(request, progress, seed, typed), true);
        }

        if (lineUser is not null || contactDetails is not null)
            request = await store.GiveAnswersAsync(accountId, requestId, lineUser, contactDetails, cancellationToken) ?? request;

        string id = NewId();
        IReadOnlyList<string> digests = [.. Enumerable.Range(1, Math.Max(progress?.Sends ?? 0, _options.SendsPerRequest)).Select(send => codes.Digest(seed, request.Id, send, typed))];

        // One and the same code, entered many times at once, is one try until it is answered; every wrong answer is counted
        // by itself.
        string scope = Limits.Contract(request.ContractId);
        string attempt = digests[0];
        Reservation reserved = await counters.ReserveAsync(scope, [(limits.WrongTries, attempt)], cancellationToken);
        if (!reserved.Granted)
            throw new ApiException(ApiErrorCode.ContractLocked) { RetryAfter = reserved.RetryAfter };

        // From here on the try is settled whether or not the caller still waits: within the 4 s of the watch.
        cancellationToken = CancellationToken.None;
        DateTime? sentAt = progress?.CodeExpiresAt - _options.CodeLifetime;
        var input = new RequestInput(InputKind.CodeEntered, id, digests, HasLineUser: request.LineUser is not null, HasContactDetails: request.ContactDetails is not null);
        (Answer? answer, AttachProgress? far) = await AskAsync(durable, request, input, cancellationToken);
        progress = far ?? progress;
        if (answer is { Outcome: Outcome.Incorrect or Outcome.LastTryWrong })
        {
            metrics.Wrong(request);
            await counters.ExchangeAsync(scope, [(limits.WrongTries.Name, attempt)], [(limits.WrongTries, id)], cancellationToken);
        }
        else if (answer is not null)
        {
            await counters.ReleaseAsync(scope, [(limits.WrongTries.Name, attempt)], cancellationToken);
        }

        switch (answer?.Outcome)
        {
            case Outcome.Done:
                if (sentAt is { } sent)
                    metrics.Entered(request, time.GetUtcNow().UtcDateTime - sent);
                return (await ViewAsync(durable, request, progress, cancellationToken), true);
            case Outcome.Incorrect:
                throw new ApiException(request.IsFlybox ? ApiErrorCode.CodeIncorrectOnFlybox : ApiErrorCode.CodeIncorrect) { TriesLeft = progress!.TriesLeft };
            case Outcome.LastTryWrong:
                throw new ApiException(ApiErrorCode.TooManyTries);
            case Outcome.Superseded:
                throw new ApiException(request.IsFlybox ? ApiErrorCode.CodeSupersededOnFlybox : ApiErrorCode.CodeSuperseded);
            case Outcome.CodeExpired:
                throw new ApiException(ApiErrorCode.CodeExpired);
        }

        request = await store.FindRequestAsync(accountId, requestId, cancellationToken) ?? request;
        if (AwaitsCode(request, progress))
            return (RequestView.Of(request, progress), false);

        // Another entry or an end came first: this one was not compared.
        await counters.ReleaseAsync(scope, [(limits.WrongTries.Name, attempt)], cancellationToken);
        return (Overtaken(request, progress, seed, typed), true);
    }

    /// <summary>Asks for a new code.</summary>
    internal async Task<RequestView> ResendAsync(DurableTaskClient durable, string accountId, string requestId, CancellationToken cancellationToken)
    {
        (RequestRow request, AttachProgress? progress) = await FindTakingAsync(durable, accountId, requestId, cancellationToken);
        ThrowIfEnded(request);
        if (!request.NeedsCode || !AwaitsCode(request, progress))
            throw new ApiException(ApiErrorCode.NotAwaitingCode);
        if (progress is null || progress.Status == RequestStatus.SendingCode)
            throw new ApiException(TooSoon(request)) { RetryAfter = _options.FirstResendWait };
        ThrowUnlessResendable(request, progress);

        int send = progress.Sends + 1;
        string key = $"{request.Id}:{send}";
        await ReserveSendAsync(request, key, cancellationToken);
        (Answer? answer, AttachProgress? far) = await AskAsync(durable, request, new RequestInput(InputKind.ResendCode, NewId()), cancellationToken);
        progress = far ?? progress;
        if (answer is { Outcome: Outcome.Done })
            return await ViewAsync(durable, request, progress, cancellationToken);

        request = await store.FindRequestAsync(accountId, requestId, cancellationToken) ?? request;
        bool slow = answer is null && AwaitsCode(request, progress);
        if (slow)
            return RequestView.Of(request, progress);

        // Another call asked at the same moment, or an end came first. Where this send is being served all the same, the
        // reservation is its own: the key names the send.
        if (progress.Sends < send)
            await GiveSendBackAsync(request, key, cancellationToken);
        if (request.End is not null || progress.EndedAt is not null)
            throw new ApiException(ApiErrorCode.RequestEnded);
        if (answer is null or { Outcome: Outcome.NotAwaitingCode })
            throw new ApiException(ApiErrorCode.NotAwaitingCode);
        ThrowUnlessResendable(request, progress);
        throw new ApiException(TooSoon(request)) { RetryAfter = _options.FirstResendWait };
    }

    /// <summary>Says who uses the line.</summary>
    internal async Task<RequestView> GiveLineUserAsync(DurableTaskClient durable, string accountId, string requestId, LineUser lineUser, CancellationToken cancellationToken)
    {
        (RequestRow request, AttachProgress? progress) = await FindTakingAsync(durable, accountId, requestId, cancellationToken);
        ThrowIfEnded(request);
        if (!request.NeedsCode || Status(request, progress) == RequestStatus.Attaching)
            throw new ApiException(ApiErrorCode.NotAwaitingLineUser);
        return await GiveAsync(durable, request, progress, lineUser, null, cancellationToken) ?? throw new ApiException(ApiErrorCode.RequestEnded);
    }

    /// <summary>Gives contact details.</summary>
    internal async Task<RequestView> GiveContactDetailsAsync(DurableTaskClient durable, string accountId, string requestId, ContactDetails contactDetails, CancellationToken cancellationToken)
    {
        (RequestRow request, AttachProgress? progress) = await FindTakingAsync(durable, accountId, requestId, cancellationToken);
        ThrowIfEnded(request);
        if (Status(request, progress) == RequestStatus.Attaching)
            throw new ApiException(ApiErrorCode.NotAwaitingContactDetails);
        return await GiveAsync(durable, request, progress, null, contactDetails, cancellationToken) ?? throw new ApiException(ApiErrorCode.RequestEnded);
    }

    /// <summary>Gives the request up.</summary>
    internal async Task CancelAsync(DurableTaskClient durable, string accountId, string requestId, CancellationToken cancellationToken)
    {
        (RequestRow request, AttachProgress? progress) = await FindAsync(durable, accountId, requestId, cancellationToken);
        if (request.End is null && Status(request, progress) != RequestStatus.Attaching)
        {
            var input = new RequestInput(InputKind.Cancel);
            progress = await instances.AskAsync(durable, request, input, far => far.EndedAt is not null || far.Status == RequestStatus.Attaching, cancellationToken);
            request = await store.FindRequestAsync(accountId, requestId, cancellationToken) ?? request;
        }

        switch (Status(request, progress))
        {
            case RequestStatus.Cancelled:
                return;
            case RequestStatus.Attaching:
                throw new ApiException(ApiErrorCode.Attaching);
            case RequestStatus.Attached or RequestStatus.Expired or RequestStatus.Refused:
                throw new ApiException(ApiErrorCode.RequestEnded);
            default:
                throw new ApiException(ApiErrorCode.TryAgain) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }

    // Short, since the custom status bears the latest of them, and random enough not to meet among those.
    private static string NewId() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 6));

    private static RequestStatus Status(RequestRow request, AttachProgress? progress) => RequestView.Of(request, progress).Status;

    private static bool AwaitsCode(RequestRow request, AttachProgress? progress) =>
        Status(request, progress) is RequestStatus.SendingCode or RequestStatus.AwaitingCode;

    private static void ThrowIfEnded(RequestRow request)
    {
        if (request.End is not null)
            throw new ApiException(ApiErrorCode.RequestEnded);
    }

    private async Task<(RequestRow Request, AttachProgress? Progress)> FindAsync(DurableTaskClient durable, string accountId, string requestId, CancellationToken cancellationToken) =>
        await instances.FindAsync(durable, accountId, requestId, cancellationToken) ?? throw new ApiException(ApiErrorCode.RequestNotFound);

    // The same, where it still takes inputs.
    private async Task<(RequestRow Request, AttachProgress? Progress)> FindTakingAsync(DurableTaskClient durable, string accountId, string requestId, CancellationToken cancellationToken)
    {
        (RequestRow request, AttachProgress? progress) = await FindAsync(durable, accountId, requestId, cancellationToken);
        return progress is { EndedAt: null } && progress.Inputs >= _options.InputsPerRequest
            ? throw new ApiException(ApiErrorCode.TooManyRequests) { RetryAfter = request.ExpiresAt - time.GetUtcNow() }
            : (request, progress);
    }

    private async Task<(Answer? Answer, AttachProgress? Progress)> AskAsync(DurableTaskClient durable, RequestRow request, RequestInput input, CancellationToken cancellationToken)
    {
        bool Answers(AttachProgress far) => far.EndedAt is not null || far.Status == RequestStatus.Attaching || Find(far) is not null;
        AttachProgress? progress = await instances.AskAsync(durable, request, input, Answers, cancellationToken);
        return (progress is null ? null : Find(progress), progress);

        Answer? Find(AttachProgress far) => far.Answers.FirstOrDefault(answer => answer.Id == input.Id);
    }

    // Null where the request has ended: it takes no answers any more.
    private async Task<RequestView?> GiveAsync(DurableTaskClient durable, RequestRow request, AttachProgress? progress, LineUser? lineUser, ContactDetails? contactDetails, CancellationToken cancellationToken)
    {
        request = await store.GiveAnswersAsync(request.PartitionKey, request.Id, lineUser, contactDetails, cancellationToken) ?? request;
        if (request.End is not null)
            return null;
        var input = new RequestInput(InputKind.AnswersGiven, NewId(), HasLineUser: request.LineUser is not null, HasContactDetails: request.ContactDetails is not null);
        (_, AttachProgress? far) = await AskAsync(durable, request, input, cancellationToken);
        return await ViewAsync(durable, request, far ?? progress, cancellationToken);
    }

    // The row is read again where the orchestration has ended, since the end stands there.
    private async Task<RequestView> ViewAsync(DurableTaskClient durable, RequestRow request, AttachProgress? progress, CancellationToken cancellationToken)
    {
        if (progress is { Status: RequestStatus.Attaching, EndedAt: null })
            progress = await instances.WatchEndAsync(durable, request.Id, progress, cancellationToken);
        if (progress?.EndedAt is not null)
            request = await store.FindRequestAsync(request.PartitionKey, request.Id, cancellationToken) ?? request;
        return RequestView.Of(request, progress);
    }

    // A right entry overtaken by another right one is answered as right. The code has done its work: saying so tells nobody
    // anything.
    private RequestView Overtaken(RequestRow request, AttachProgress? progress, CodeSeed seed, string typed)
    {
        RequestView view = RequestView.Of(request, progress);
        bool went = view.Status is RequestStatus.Attached or RequestStatus.Attaching or RequestStatus.AwaitingLineUser or RequestStatus.AwaitingContactDetails;
        if (went && Enumerable.Range(1, progress?.Sends ?? _options.SendsPerRequest).Any(send => CodeDigest.Same(
            codes.Digest(seed, request.Id, send, typed), codes.Digest(seed, request.Id, send, codes.Derive(seed, send)))))
            return view;
        throw new ApiException(request.End is null && progress?.EndedAt is null ? ApiErrorCode.NotAwaitingCode : ApiErrorCode.RequestEnded);
    }

    private static ApiErrorCode TooSoon(RequestRow request) => request.IsFlybox ? ApiErrorCode.TooSoonOnFlybox : ApiErrorCode.TooSoon;

    private void ThrowUnlessResendable(RequestRow request, AttachProgress progress)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (progress.SendsLeft == 0)
            throw new ApiException(ApiErrorCode.TooManyCodes) { RetryAfter = request.ExpiresAt - now };
        if (progress.ResendAt > now.UtcDateTime)
            throw new ApiException(TooSoon(request)) { RetryAfter = progress.ResendAt - now.UtcDateTime };
    }

    private async Task ReserveSendAsync(RequestRow request, string key, CancellationToken cancellationToken)
    {
        Reservation account = await counters.ReserveAsync(Limits.Account(request.PartitionKey), [(limits.CodesPerAccount, key)], cancellationToken);
        if (!account.Granted)
            throw new ApiException(ApiErrorCode.TooManyCodes) { RetryAfter = account.RetryAfter };
        Reservation line = await counters.ReserveAsync(Limits.Line(hash.Of("line", request.Line)), [(limits.CodesPerLine, key)], cancellationToken);
        if (line.Granted)
            return;
        await counters.ReleaseAsync(Limits.Account(request.PartitionKey), [(limits.CodesPerAccount.Name, key)], cancellationToken);
        throw new ApiException(ApiErrorCode.TooManyCodes) { RetryAfter = line.RetryAfter };
    }

    private async Task GiveSendBackAsync(RequestRow request, string key, CancellationToken cancellationToken)
    {
        await counters.ReleaseAsync(Limits.Line(hash.Of("line", request.Line)), [(limits.CodesPerLine.Name, key)], cancellationToken);
        await counters.ReleaseAsync(Limits.Account(request.PartitionKey), [(limits.CodesPerAccount.Name, key)], cancellationToken);
    }
}
