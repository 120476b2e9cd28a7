using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using Microsoft.DurableTask;
using Moq;

namespace ContractAttach.Tests.Attachments;

/// <summary>
/// One orchestration on a mocked context: the test says what happens, step by step, and sees what the orchestrator did.
/// Everything runs on the test's thread, so after each step the orchestrator has come to rest.
/// </summary>
internal sealed class OrchestrationScript
{
    public static readonly DateTime Start = new(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
    public static readonly AttachRules Rules = new(TimeSpan.FromMinutes(10), 3, 5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));

    private readonly Queue<RequestInput> _buffered = new();
    private readonly List<AttachProgress> _shown = [];
    private readonly Mock<TaskOrchestrationContext> _context = new();
    private TaskCompletionSource<RequestInput>? _wait;
    private TaskCompletionSource<SendCodeResult>? _send;
    private int _inputs;

    public OrchestrationScript(bool needsCode = true, bool answersGiven = true, bool attachFails = false)
    {
        Now = Start;
        var input = new AttachInput("account", needsCode, answersGiven, answersGiven, Start.AddMinutes(60), Rules, [.. Enumerable.Range(1, Rules.Sends).Select(send => Digest(send, Code(send)))]);
        _context.Setup(context => context.InstanceId).Returns("request");
        _context.Setup(context => context.CurrentUtcDateTime).Returns(() => Now);
        _context.Setup(context => context.GetInput<AttachInput>()).Returns(input);
        _context.Setup(context => context.SetCustomStatus(It.IsAny<object>())).Callback((object? status) => _shown.Add((AttachProgress)status!));
        _context.Setup(context => context.WaitForExternalEvent<RequestInput>(RequestInput.EventName, It.IsAny<CancellationToken>())).Returns(Wait);
        _context.Setup(context => context.CreateTimer(It.IsAny<DateTime>(), It.IsAny<CancellationToken>())).Returns(SetTimer);
        _context.Setup(context => context.CallActivityAsync<SendCodeResult>(SendCodeActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns((TaskName _, object? send, TaskOptions? _) => Send((SendCodeInput)send!));
        _context.Setup(context => context.CallActivityAsync<RequestEnd>(EndRequestActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns((TaskName _, object? end, TaskOptions? _) => End((EndRequestInput)end!));
        _context.Setup(context => context.CallActivityAsync<RequestEnd>(AttachContractActivity.Name, It.IsAny<object>(), It.IsAny<TaskOptions>()))
            .Returns(() =>
            {
                Attaches++;
                return Task.FromResult(attachFails
                    ? new RequestEnd(RequestStatus.Refused, RefusalReason.ContractUnavailable, Now)
                    : new RequestEnd(RequestStatus.Attached, null, Now, Role.Proxy));
            });
    }

    public DateTime Now { get; private set; }

    public List<SendCodeInput> Sends { get; } = [];

    public List<ScriptedTimer> Timers { get; } = [];

    public List<EndRequestInput> Ends { get; } = [];

    public int Attaches { get; private set; }

    public int Waits { get; private set; }

    /// <summary>An end that came first, as the row has it.</summary>
    public RequestEnd? EndedBefore { get; set; }

    public Task Orchestration { get; private set; } = Task.CompletedTask;

    public AttachProgress Progress => _shown[^1];

    public IEnumerable<RequestStatus> Statuses => _shown.Select(shown => shown.Status).Aggregate(
        new List<RequestStatus>(), (list, status) => list.Count > 0 && list[^1] == status ? list : [.. list, status]);


    /// <summary>The orchestration begins; with <paramref name="sent"/>, its first code has been sent too.</summary>
    public OrchestrationScript Run(bool sent = false)
    {
        Orchestration = AttachContractOrchestrator.RunAsync(_context.Object);
        return sent ? Sent() : this;
    }

    public OrchestrationScript Pass(TimeSpan time)
    {
        Now += time;
        foreach (ScriptedTimer timer in Timers.Where(timer => timer.Due <= Now).ToList())
            timer.Fire();
        return this;
    }

    /// <summary>The SMS service took the code, or refused it for good.</summary>
    public OrchestrationScript Sent(bool accepted = true)
    {
        TaskCompletionSource<SendCodeResult> send = _send!;
        _send = null;
        send.SetResult(new SendCodeResult(accepted));
        return this;
    }

    /// <summary>The SMS service could not be reached for as long as the policy tries.</summary>
    public OrchestrationScript SendFails()
    {
        TaskCompletionSource<SendCodeResult> send = _send!;
        _send = null;
        send.SetException(new TaskFailedException(SendCodeActivity.Name, 0, new TimeoutException()));
        return this;
    }

    public string Enter(string code, bool lineUser = false, bool contactDetails = false) =>
        Raise(new RequestInput(InputKind.CodeEntered, Digests: [.. Enumerable.Range(1, Rules.Sends).Select(send => Digest(send, code))], HasLineUser: lineUser, HasContactDetails: contactDetails));

    /// <summary>The same input again, as a caller raises it who could not tell whether it had arrived.</summary>
    public void EnterAgain(string id, string code) =>
        Deliver(new RequestInput(InputKind.CodeEntered, id, [.. Enumerable.Range(1, Rules.Sends).Select(send => Digest(send, code))]));

    public string Resend() => Raise(new RequestInput(InputKind.ResendCode));

    public string Give(bool lineUser = false, bool contactDetails = false) =>
        Raise(new RequestInput(InputKind.AnswersGiven, HasLineUser: lineUser, HasContactDetails: contactDetails));

    public void Report(int send) => Raise(new RequestInput(InputKind.SendFailed, Send: send));

    public void Cancel() => Raise(new RequestInput(InputKind.Cancel));

    /// <summary>The right code of a send.</summary>
    public static string Code(int send) => $"1000000{send}";

    public Outcome? OutcomeOf(string id) => Progress.Answers.SingleOrDefault(answer => answer.Id == id)?.Outcome;

    private static string Digest(int send, string code) => $"{send}/{code}";

    private string Raise(RequestInput input)
    {
        input = input with { Id = $"input-{++_inputs}" };
        Deliver(input);
        return input.Id;
    }

    private void Deliver(RequestInput input)
    {
        if (_wait is { } wait)
        {
            _wait = null;
            wait.SetResult(input);
        }
        else
        {
            _buffered.Enqueue(input);
        }
    }

    private Task<RequestInput> Wait()
    {
        Waits++;
        if (_buffered.TryDequeue(out RequestInput? input))
            return Task.FromResult(input);
        _wait = new TaskCompletionSource<RequestInput>();
        return _wait.Task;
    }

    private Task SetTimer(DateTime due, CancellationToken cancellationToken)
    {
        var timer = new ScriptedTimer(due);
        Timers.Add(timer);
        cancellationToken.Register(timer.Cancel);
        return timer.Task;
    }

    private Task<SendCodeResult> Send(SendCodeInput input)
    {
        Sends.Add(input);
        _send = new TaskCompletionSource<SendCodeResult>();
        return _send.Task;
    }

    private Task<RequestEnd> End(EndRequestInput input)
    {
        Ends.Add(input);
        return Task.FromResult(EndedBefore ?? new RequestEnd(input.Status, input.Reason, Now));
    }
}
