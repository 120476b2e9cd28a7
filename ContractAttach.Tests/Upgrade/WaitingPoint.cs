using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Regroupings;
using ContractAttach.LocalRuntime.Engine;

namespace ContractAttach.Tests.Upgrade;

/// <summary>A point at which an instance may be when the next version comes.</summary>
/// <param name="Name">Its name, and its file's.</param>
/// <param name="Orchestrator">The orchestrator.</param>
/// <param name="Input">What the instance begins with.</param>
/// <param name="Reach">Brings a new instance there.</param>
/// <param name="GoOn">Brings it from there to its end.</param>
internal sealed record WaitingPoint(string Name, string Orchestrator, object Input, Func<InFlight, Task> Reach, Func<InFlight, Task> GoOn)
{
    private const string AccountId = "account";
    private static readonly TimeSpan s_codeLifetime = TimeSpan.FromMinutes(10);
    private static readonly AttachRules s_rules = new(s_codeLifetime, 3, 5, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The activity that does not answer on the way there.</summary>
    public string? Stuck { get; init; }

    /// <summary>How the request ends; null for what is none.</summary>
    public RequestStatus? End { get; init; }

    /// <summary>Whether it expires where nobody goes on.</summary>
    public bool Expires { get; init; }

    /// <summary>When instances begin.</summary>
    public static DateTimeOffset Began { get; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WaitingPoint> All { get; } =
    [
        Request("awaiting-code", Mobile(), it => it.UntilAsync(RequestStatus.AwaitingCode), it => it.EnterAsync(1)),
        Request("after-a-wrong-code", Mobile(), MistypeAsync, it => it.EnterAsync(1)),
        Request("after-a-resend", Mobile(), ResendAsync, it => it.EnterAsync(2)),
        Request(
            "after-the-codes-lifetime",
            Mobile(),
            async it =>
            {
                await it.UntilAsync(RequestStatus.AwaitingCode);
                it.Pass(s_codeLifetime);
                await it.UntilAsync(HistoryEventKind.TimerFired);
            },
            async it =>
            {
                await ResendAsync(it);
                await it.EnterAsync(2);
            }),
        Answered("awaiting-line-user", Mobile(hasLineUser: false), RequestStatus.AwaitingLineUser, new(InputKind.AnswersGiven, "answer", HasLineUser: true)),
        Answered("awaiting-contact-details", Mobile(hasContactDetails: false), RequestStatus.AwaitingContactDetails, new(InputKind.AnswersGiven, "answer", HasContactDetails: true)),
        Request(
            "awaiting-contact-details-without-a-code",
            new AttachInput(AccountId, false, false, false, Ends(), s_rules, []),
            it => it.UntilAsync(RequestStatus.AwaitingContactDetails),
            it => it.TellAsync(new(InputKind.AnswersGiven, "answer", HasContactDetails: true))),

        .. Calling(Request("sending-a-code", Mobile(), _ => Task.CompletedTask, EnterAsync), SendCodeActivity.Name),
        .. Calling(Request("attaching", Mobile(), EnterAsync, _ => Task.CompletedTask) with { Expires = false }, AttachContractActivity.Name),
        .. Calling(
            Request("refusing", Mobile(), MistypeToTheEndAsync, _ => Task.CompletedTask) with { Expires = false, End = RequestStatus.Refused },
            EndRequestActivity.Name),

        .. Calling(
            new("regrouping", RegroupOrchestrator.Name, new RegroupInput(AccountId), it => it.UntilAsync(HistoryEventKind.TaskCompleted, 2), _ => Task.CompletedTask),
            RegroupContractActivity.Name),
        .. Calling(NextPage("listing-the-next-page"), ListOtherContractsActivity.Name),
        .. Calling(NextPage("noting-the-next-page"), NoteRegroupedActivity.Name),
    ];

    private static WaitingPoint Request(string name, AttachInput input, Func<InFlight, Task> reach, Func<InFlight, Task> goOn) =>
        new(name, AttachContractOrchestrator.Name, input, reach, goOn) { End = RequestStatus.Attached, Expires = true };

    // The code is entered before the answer is given.
    private static WaitingPoint Answered(string name, AttachInput input, RequestStatus status, RequestInput answer) => Request(
        name,
        input,
        async it =>
        {
            await EnterAsync(it);
            await it.UntilAsync(status);
        },
        it => it.TellAsync(answer));

    private static WaitingPoint NextPage(string name) =>
        new(name, RegroupOrchestrator.Name, new RegroupInput(AccountId, After: ApplicationTasks.FirstContract), _ => Task.CompletedTask, _ => Task.CompletedTask);

    // Called and not answered, and failed and to be called again.
    private static IEnumerable<WaitingPoint> Calling(WaitingPoint point, string activity) =>
    [
        point with
        {
            Stuck = activity,
            Reach = async it =>
            {
                await point.Reach(it);
                await it.UntilCalledAsync(activity);
            },
        },
        point with
        {
            Name = point.Name + "-again",
            Stuck = activity,
            Reach = async it =>
            {
                await point.Reach(it);
                await it.FailAsync(activity);
            },
            GoOn = async it =>
            {
                it.Pass(TimeSpan.FromSeconds(1));
                await point.GoOn(it);
            },
        },
    ];

    private static DateTime Ends() => Began.UtcDateTime.AddHours(1);

    private static AttachInput Mobile(bool hasLineUser = true, bool hasContactDetails = true) =>
        new(AccountId, true, hasLineUser, hasContactDetails, Ends(), s_rules, [InFlight.Digest(1), InFlight.Digest(2), InFlight.Digest(3)]);

    private static async Task EnterAsync(InFlight it)
    {
        await it.UntilAsync(RequestStatus.AwaitingCode);
        await it.EnterAsync(1);
    }

    private static async Task ResendAsync(InFlight it)
    {
        await it.UntilAsync(RequestStatus.AwaitingCode);
        await it.TellAsync(new(InputKind.ResendCode, "resend"));
        await it.UntilAsync(RequestStatus.AwaitingCode);
    }

    private static async Task MistypeAsync(InFlight it)
    {
        await it.UntilAsync(RequestStatus.AwaitingCode);
        await it.TellAsync(Wrong("wrong"));
    }

    private static async Task MistypeToTheEndAsync(InFlight it)
    {
        await MistypeAsync(it);
        for (int time = 2; time < s_rules.Tries; time++)
            await it.TellAsync(Wrong($"wrong-{time}"));
        await it.RaiseAsync(Wrong("last"));
    }

    private static RequestInput Wrong(string id) => new(InputKind.CodeEntered, id, ["x", "y", "z"]);
}
