using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Regroupings;
using ContractAttach.LocalRuntime.Engine;
using ContractAttach.Tests.Engine;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Upgrade;

/// <summary>A point at which an instance may be when the next version comes.</summary>
/// <param name="Name">Its name, and its file's.</param>
/// <param name="Orchestrator">The orchestrator.</param>
/// <param name="Input">What the instance begins with.</param>
/// <param name="Reach">Brings a new instance there.</param>
/// <param name="GoOn">Brings it from there to its good end.</param>
internal sealed record WaitingPoint(string Name, string Orchestrator, object Input, Func<TestEngine, Task> Reach, Func<TestEngine, Task> GoOn)
{
    /// <summary>The instance's id.</summary>
    public const string InstanceId = "01K00000000000000000000000";

    private const string AccountId = "account";
    private static readonly AttachRules s_rules = new(TimeSpan.FromMinutes(10), 3, 5, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>When instances begin.</summary>
    public static DateTimeOffset Began { get; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WaitingPoint> All { get; } =
    [
        new("awaiting-code", AttachContractOrchestrator.Name, Mobile(true, true),
            engine => UntilAsync(engine, RequestStatus.AwaitingCode),
            engine => EnterAsync(engine, 1)),
        new("after-a-wrong-code", AttachContractOrchestrator.Name, Mobile(true, true),
            async engine =>
            {
                await UntilAsync(engine, RequestStatus.AwaitingCode);
                await TellAsync(engine, new(InputKind.CodeEntered, "wrong", ["x", "y", "z"]));
            },
            engine => EnterAsync(engine, 1)),
        new("after-a-resend", AttachContractOrchestrator.Name, Mobile(true, true),
            async engine =>
            {
                await UntilAsync(engine, RequestStatus.AwaitingCode);
                await TellAsync(engine, new(InputKind.ResendCode, "resend"));
                await UntilAsync(engine, RequestStatus.AwaitingCode);
            },
            engine => EnterAsync(engine, 2)),
        new("awaiting-line-user", AttachContractOrchestrator.Name, Mobile(false, true),
            async engine =>
            {
                await UntilAsync(engine, RequestStatus.AwaitingCode);
                await EnterAsync(engine, 1);
                await UntilAsync(engine, RequestStatus.AwaitingLineUser);
            },
            engine => TellAsync(engine, new(InputKind.AnswersGiven, "answer", HasLineUser: true))),
        new("awaiting-contact-details", AttachContractOrchestrator.Name, Mobile(true, false),
            async engine =>
            {
                await UntilAsync(engine, RequestStatus.AwaitingCode);
                await EnterAsync(engine, 1);
                await UntilAsync(engine, RequestStatus.AwaitingContactDetails);
            },
            engine => TellAsync(engine, new(InputKind.AnswersGiven, "answer", HasContactDetails: true))),
        new("awaiting-contact-details-without-a-code", AttachContractOrchestrator.Name, new AttachInput(AccountId, false, false, false, Ends(), s_rules, []),
            engine => UntilAsync(engine, RequestStatus.AwaitingContactDetails),
            engine => TellAsync(engine, new(InputKind.AnswersGiven, "answer", HasContactDetails: true))),
        new("regrouping", RegroupOrchestrator.Name, new RegroupInput(AccountId),
            engine => Patience.UntilAsync(
                async () => HistoryText.Read((await engine.RowOfAsync(InstanceId))!.History).Count(e => e.Kind == HistoryEventKind.TaskCompleted) == 2,
                "the first contract"),
            _ => Task.CompletedTask),
    ];

    private static DateTime Ends() => Began.UtcDateTime.AddHours(1);

    private static AttachInput Mobile(bool hasLineUser, bool hasContactDetails) =>
        new(AccountId, true, hasLineUser, hasContactDetails, Ends(), s_rules, [Digest(1), Digest(2), Digest(3)]);

    private static string Digest(int send) => $"digest-{send}";

    // Entered while the others' digests differ, as those of any code do.
    private static Task EnterAsync(TestEngine engine, int send) =>
        TellAsync(engine, new(InputKind.CodeEntered, "entry", [.. Enumerable.Range(1, 3).Select(other => other == send ? Digest(send) : "x")]));

    private static async Task TellAsync(TestEngine engine, RequestInput input)
    {
        int inputs = (await ProgressAsync(engine))!.Inputs;
        await engine.RaiseAsync(InstanceId, RequestInput.EventName, input);
        await Patience.UntilAsync(async () => (await ProgressAsync(engine))!.Inputs > inputs, "the input");
    }

    private static Task UntilAsync(TestEngine engine, RequestStatus status) =>
        Patience.UntilAsync(async () => (await ProgressAsync(engine))?.Status == status, $"{status}");

    private static async Task<AttachProgress?> ProgressAsync(TestEngine engine) => RequestInstances.Progress(await engine.GetAsync(InstanceId));
}
