using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Attachments;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>Does what was planned for a customer, and minds every answer.</summary>
internal sealed partial class CrashCustomer(PlannedCustomer plan, RetryingClient client, DevServicesFixture services)
{
    private static readonly object LineUser = new { kind = "other", firstName = "Léa", lastName = "Petit" };

    private object ContactDetails => new { email = plan.NewEmail };

    /// <summary>Creates the account and attaches the contracts, all at the same time.</summary>
    public async Task<EndedRequest[]> RunAsync(CancellationToken cancellationToken)
    {
        Reply account = await client.CallAsync(HttpMethod.Post, "account", new { contactDetails = new { email = plan.Email } }, cancellationToken);
        Expect(account, account.Status is HttpStatusCode.Created or HttpStatusCode.OK);
        var accountId = (string)account.Body["accountId"]!;
        return await Task.WhenAll(plan.Requests.Select(request => RunAsync(accountId, request, cancellationToken)));
    }

    private async Task<EndedRequest> RunAsync(string accountId, PlannedRequest request, CancellationToken cancellationToken)
    {
        string id = await BeginAsync(request, cancellationToken);
        if (request.NeedsCode)
            await WatchAsync(id, view => Status(view) != RequestStatus.SendingCode, cancellationToken);
        await ActAsync(request, id, cancellationToken);
        JsonObject end = await WatchAsync(id, IsOver, cancellationToken);
        return new EndedRequest(plan, request, accountId, id, Status(end), (string?)end["reason"], (int?)end["code"]?["sends"] ?? 0);
    }

    private async Task<string> BeginAsync(PlannedRequest request, CancellationToken cancellationToken)
    {
        bool atOnce = request.Answers == AnswersGiven.AtStart;
        Reply reply = await client.CallAsync(
            HttpMethod.Post,
            "attach-requests",
            new
            {
                segment = "consumer",
                contractKind = request.Kind,
                identifiers = new { lineNumber = request.Line, customerNumber = request.NeedsCode ? null : request.CustomerNumber },
                lineUser = atOnce && request.NeedsCode ? LineUser : null,
                contactDetails = atOnce ? ContactDetails : null,
            },
            cancellationToken);
        if (reply.IsSuccess)
            return (string)reply.Body["id"]!;

        // The call that broke had begun it, and it needed nothing more.
        Expect(reply, reply is { Repeated: true, Code: "already-attached" });
        Reply list = await client.CallAsync(HttpMethod.Get, "attach-requests", null, cancellationToken);
        return list.Body["items"]!.AsArray().Where(item => (string?)item!["contractId"] == request.ContractId).Select(item => (string)item!["id"]!).Single();
    }

    private async Task ActAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        bool slow = false;
        switch (request.Behaviour)
        {
            case Behaviour.Silent:
                return;
            case Behaviour.Cancel:
                await CancelAsync(request, id, cancellationToken);
                return;
            case Behaviour.AllWrong:
                while (!Over(await EnterAsync(id, await WrongCodeAsync(request, id, cancellationToken), null, cancellationToken)))
                    continue;
                return;
            case Behaviour.WrongFirst:
                Reply wrong = await EnterAsync(id, await WrongCodeAsync(request, id, cancellationToken), null, cancellationToken);
                Expect(wrong, wrong is { Code: "code-incorrect" } || IsSlow(wrong) || RanOut(request, wrong));
                break;
            case Behaviour.Resend:
                await ResendAsync(request, id, cancellationToken);
                break;
            case Behaviour.Late:
                await EnterLateAsync(request, id, cancellationToken);
                break;
        }

        if (request.NeedsCode)
            await EnterUntilAcceptedAsync(request, id, cancellationToken);
        await GiveAnswersAsync(request, id, cancellationToken);

        // An entry whose outcome was not yet known may turn out to have been the last one.
        bool Over(Reply reply)
        {
            slow |= IsSlow(reply);
            Expect(reply, reply.Code is "code-incorrect" or "too-many-tries" || IsSlow(reply) || (reply.Code == "request-ended" && (reply.Repeated || slow)));
            return reply.Code is not (null or "code-incorrect");
        }
    }

    private async Task CancelAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        Reply reply = await client.CallAsync(HttpMethod.Delete, $"attach-requests/{id}", null, cancellationToken);
        Expect(reply, reply.IsSuccess || RanOut(request, reply));
    }

    // A newer code makes the first one worthless at no cost.
    private async Task ResendAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        string first = await CodeAsync(request, id, 1, cancellationToken);
        await AskForCodeAsync(request, id, cancellationToken);
        await WatchAsync(id, view => IsOver(view) || (int?)view["code"]?["sends"] > 1, cancellationToken);
        Reply reply = await EnterAsync(id, first, null, cancellationToken);
        Expect(reply, reply is { Code: "code-superseded" } || IsSlow(reply) || RanOut(request, reply));
    }

    private async Task EnterLateAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        JsonObject view = await WatchAsync(id, _ => true, cancellationToken);
        if (view["code"] is not JsonObject sent)
            return;
        string code = await CodeAsync(request, id, (int)sent["sends"]!, cancellationToken);
        TimeSpan left = (DateTime)sent["expiresAt"]! - TimeProvider.System.GetUtcNow().UtcDateTime;
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
        Reply reply = await EnterAsync(id, code, null, cancellationToken);
        Expect(reply, reply.Code is "code-expired" or "request-ended");
    }

    private async Task EnterUntilAcceptedAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            JsonObject view = await WatchAsync(id, view => Status(view) != RequestStatus.SendingCode, cancellationToken);
            if (Status(view) != RequestStatus.AwaitingCode)
                return;
            string code = await CodeAsync(request, id, (int)view["code"]!["sends"]!, cancellationToken);
            Reply reply = await EnterAsync(id, code, request.Answers == AnswersGiven.WithCode ? request : null, cancellationToken);
            if (reply is { Code: "code-expired" } && request.MayExpire)
                await AskForCodeAsync(request, id, cancellationToken);
            else
                Expect(reply, reply.IsSuccess || reply.Code == "code-superseded" || RanOut(request, reply));
        }
    }

    private async Task AskForCodeAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        Reply reply = await client.CallAsync(HttpMethod.Post, $"attach-requests/{id}/code/resend", null, cancellationToken);
        // The call that broke may have had its code sent, or may be having it sent right now.
        Expect(reply, reply.IsSuccess || reply is { Repeated: true, Code: "too-soon" } || RanOut(request, reply) || (request.MayExpire && reply.Code == "too-many-codes"));
        if (reply.Code == "too-many-codes")
            await WatchAsync(id, IsOver, cancellationToken);
    }

    private async Task GiveAnswersAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        JsonObject view = await WatchAsync(id, Waits, cancellationToken);
        if (Status(view) == RequestStatus.AwaitingLineUser)
            await GiveAsync("line-user", LineUser);
        view = await WatchAsync(id, view => Waits(view) && Status(view) != RequestStatus.AwaitingLineUser, cancellationToken);
        if (Status(view) == RequestStatus.AwaitingContactDetails)
            await GiveAsync("contact-details", ContactDetails);

        bool Waits(JsonObject view) => IsOver(view) || Status(view) is RequestStatus.AwaitingLineUser or RequestStatus.AwaitingContactDetails or RequestStatus.Attaching;

        async Task GiveAsync(string what, object answer)
        {
            Reply reply = await client.CallAsync(HttpMethod.Put, $"attach-requests/{id}/{what}", answer, cancellationToken);
            Expect(reply, reply.IsSuccess || RanOut(request, reply) || (reply.Repeated && reply.Code == (what == "line-user" ? "not-awaiting-line-user" : "not-awaiting-contact-details"))
                || reply is { Repeated: true, Code: "request-ended" });
        }
    }

    private Task<Reply> EnterAsync(string id, string code, PlannedRequest? with, CancellationToken cancellationToken) => client.CallAsync(
        HttpMethod.Post,
        $"attach-requests/{id}/code",
        new { code, lineUser = with is null ? null : LineUser, contactDetails = with is null ? null : ContactDetails },
        cancellationToken);

    // The line's user reads the SMS out.
    private async Task<string> CodeAsync(PlannedRequest request, string id, int send, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReceivedMessage> messages = await services.MessagesAsync(request.Line, "sms", cancellationToken);
        ReceivedMessage message = messages.FirstOrDefault(message => message.Tag == $"{id}:{send}")
            ?? throw new CrashRunException($"Send {send} of request {id} is said to have gone out, but no SMS arrived.");
        return Code().Match(message.Text!).Value;
    }

    private async Task<string> WrongCodeAsync(PlannedRequest request, string id, CancellationToken cancellationToken)
    {
        string right = await CodeAsync(request, id, 1, cancellationToken);
        return $"{(char)('0' + ((right[0] - '0' + 1) % 10))}{right[1..]}";
    }

    private Task<JsonObject> WatchAsync(string id, Func<JsonObject, bool> far, CancellationToken cancellationToken) => client.WatchAsync(id, far, cancellationToken);

    private static RequestStatus Status(JsonObject view) => Enum.Parse<RequestStatus>((string)view["status"]!, ignoreCase: true);

    private static bool IsOver(JsonObject view) => view["endedAt"] is not null;

    // The engine has not told within the 5 s what came of an entry.
    private static bool IsSlow(Reply reply) => reply.Status == HttpStatusCode.Accepted;

    private static bool RanOut(PlannedRequest request, Reply reply) => request.MayExpire && reply.Code is "code-expired" or "request-ended";

    private static void Expect(Reply reply, bool good)
    {
        if (!good)
            throw new CrashRunException($"Nobody expected the answer {reply}.");
    }

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Code();
}
