using ContractAttach.Attachments;
using ContractAttach.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ContractAttach.Functions.Attachments;

/// <summary>
/// Drives one attach request: sends the code, waits for it within its lifetime, waits for the answers still missing, and
/// attaches the contract. Its custom status (<see cref="AttachProgress"/>) is what a web channel sees.
/// </summary>
public sealed class AttachContractOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "AttachContract";

    // As many answers as simultaneous callers may still be looking for; the custom status stays within a few KiB.
    private const int AnswersKept = 32;

    private readonly TaskOrchestrationContext _context;
    private readonly AttachInput _input;
    private readonly SentCodes _codes;
    private readonly Queue<RequestInput> _entriesDuringSend = new();
    private readonly List<Answer> _answers = [];
    private readonly HashSet<string> _seen = [];

    private Task<RequestInput>? _next;
    private Task<SendCodeResult>? _sending;
    private Task? _timer;
    private DateTime _timerDue;
    private DateTime _reached;
    private Action? _cancelTimer;

    private bool _codeAccepted;
    private bool _hasLineUser;
    private bool _hasContactDetails;
    private int _triesLeft;
    private int _inputs;
    private (RequestStatus Status, RefusalReason? Reason)? _end;

    private AttachContractOrchestrator(TaskOrchestrationContext context, AttachInput input)
    {
        _context = context;
        _input = input;
        _codes = new SentCodes(input.Rules, input.CodeDigests);
        _codeAccepted = !input.NeedsCode;
        _hasLineUser = !input.NeedsCode || input.HasLineUser;
        _hasContactDetails = input.HasContactDetails;
        _triesLeft = input.Rules.Tries;
    }

    /// <summary>The orchestration of one request; its instance id is the request's id.</summary>
    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new AttachContractOrchestrator(context, context.GetInput<AttachInput>()!).RunAsync();
    }

    // A timer that has fired says that its time has come, even where two machines' clocks disagree on it.
    private DateTime Now => _context.CurrentUtcDateTime > _reached ? _context.CurrentUtcDateTime : _reached;

    private RequestStatus Status =>
        _sending is not null ? RequestStatus.SendingCode
        : !_codeAccepted ? RequestStatus.AwaitingCode
        : !_hasLineUser ? RequestStatus.AwaitingLineUser
        : !_hasContactDetails ? RequestStatus.AwaitingContactDetails
        : RequestStatus.Attaching;

    private async Task RunAsync()
    {
        if (Now >= _input.ExpiresAt)
            _end = (RequestStatus.Expired, null);
        else if (_input.NeedsCode)
            Send();

        while (_end is null && Status != RequestStatus.Attaching)
        {
            Show(Status);
            await HandleNextAsync();
        }

        StopTimer();
        RequestEnd end = _end is { } asked ? await EndAsync(asked.Status, asked.Reason) : await AttachAsync();
        Show(end.Status, end);
    }

    // One outstanding wait for inputs, kept until it completes, and one timer per code, cancelled when it loses.
    private async Task HandleNextAsync()
    {
        _next ??= _context.WaitForExternalEvent<RequestInput>(RequestInput.EventName);
        Task happened = await Task.WhenAny(_next, (Task?)_sending ?? Timer());
        if (happened == _next)
        {
            RequestInput input = await _next;
            _next = null;
            Handle(input);
        }
        else if (happened == _sending)
        {
            await HandleSentAsync();
        }
        else
        {
            _reached = _timerDue;
            StopTimer();
            if (Now >= _input.ExpiresAt)
                _end = (RequestStatus.Expired, null);
        }

        EndWhereNoCodeCanCome();
    }

    private void Handle(RequestInput input)
    {
        _inputs++;

        // Raised again by a caller that could not tell whether it had arrived: judged once.
        if (input.Id is not null && !_seen.Add(input.Id))
            return;

        switch (input.Kind)
        {
            case InputKind.CodeEntered when _sending is not null:
                _entriesDuringSend.Enqueue(input);
                break;
            case InputKind.CodeEntered:
                Enter(input);
                break;
            case InputKind.AnswersGiven:
                Take(input);
                Tell(input, Outcome.Done);
                break;
            case InputKind.ResendCode:
                Resend(input);
                break;
            case InputKind.SendFailed:
                _codes.Fail(input.Send);
                break;
            case InputKind.Cancel:
                _end = (RequestStatus.Cancelled, null);
                break;
        }
    }

    private void Enter(RequestInput input)
    {
        // Answers stand on the row already, whatever comes of the entry that they came with.
        Take(input);
        if (_codeAccepted)
        {
            Tell(input, Outcome.NotAwaitingCode);
            return;
        }

        Outcome outcome = _codes.Compare(input.Digests ?? [], Now);
        if (outcome == Outcome.Incorrect && --_triesLeft == 0)
        {
            outcome = Outcome.LastTryWrong;
            _end = (RequestStatus.Refused, RefusalReason.TooManyTries);
        }

        _codeAccepted = outcome == Outcome.Done;
        Tell(input, outcome);
    }

    private void Take(RequestInput input)
    {
        _hasLineUser |= input.HasLineUser;
        _hasContactDetails |= input.HasContactDetails;
    }

    private void Resend(RequestInput input)
    {
        Outcome outcome =
            _codeAccepted ? Outcome.NotAwaitingCode
            : _codes.Left == 0 ? Outcome.NoSendLeft
            : _sending is not null || Now < _codes.ResendAt ? Outcome.TooSoon
            : Outcome.Done;
        if (outcome == Outcome.Done)
            Send();
        Tell(input, outcome);
    }

    private void Send()
    {
        StopTimer();
        int send = _codes.Generate(Now);
        _sending = _context.CallActivityAsync<SendCodeResult>(
            SendCodeActivity.Name,
            new SendCodeInput(_input.AccountId, _context.InstanceId, send, _input.Rules.Sends, _input.Rules.CodeLifetime),
            Retries.ForTwoMinutes);
    }

    private async Task HandleSentAsync()
    {
        bool accepted = false;
        try
        {
            accepted = (await _sending!).Accepted;
        }
        catch (TaskFailedException)
        {
            // The service could not be reached for two minutes: the person may ask for a new code at once.
        }

        _sending = null;
        _codes.Sent(accepted);
        while (_end is null && _entriesDuringSend.TryDequeue(out RequestInput? entry))
            Enter(entry);
    }

    private void EndWhereNoCodeCanCome()
    {
        if (_end is not null || _codeAccepted || _sending is not null || _codes.Left > 0)
            return;
        if (_codes.AllFailed)
            _end = (RequestStatus.Refused, RefusalReason.CodeNotDelivered);
        else if (_codes.ExpiresAt <= Now)
            _end = (RequestStatus.Expired, null);
    }

    private Task Timer()
    {
        DateTime due = !_codeAccepted && _codes.ExpiresAt is { } code && code > Now && code < _input.ExpiresAt ? code : _input.ExpiresAt;
        if (_timer is null || _timerDue != due)
        {
            StopTimer();
            // Cancelled or fired, a source without a time-out of its own holds nothing to dispose of.
            var cancel = new CancellationTokenSource();
            _timer = _context.CreateTimer(due, cancel.Token);
            (_timerDue, _cancelTimer) = (due, cancel.Cancel);
        }

        return _timer;
    }

    private void StopTimer()
    {
        _cancelTimer?.Invoke();
        (_timer, _cancelTimer) = (null, null);
    }

    private Task<RequestEnd> AttachAsync()
    {
        Show(RequestStatus.Attaching);
        return _context.CallActivityAsync<RequestEnd>(AttachContractActivity.Name, new RequestKey(_input.AccountId, _context.InstanceId), Retries.UntilWritten);
    }

    private Task<RequestEnd> EndAsync(RequestStatus status, RefusalReason? reason) =>
        _context.CallActivityAsync<RequestEnd>(EndRequestActivity.Name, new EndRequestInput(_input.AccountId, _context.InstanceId, status, reason), Retries.UntilWritten);

    private void Tell(RequestInput input, Outcome outcome)
    {
        if (input.Id is null)
            return;
        _answers.Add(new Answer(input.Id, outcome));

        // Wrong tries are never pushed out: they are few, and whoever made one must find it, or it would not be counted.
        if (_answers.Count > AnswersKept)
            _answers.RemoveAt(_answers.FindIndex(answer => answer.Outcome is not (Outcome.Incorrect or Outcome.LastTryWrong)));
    }

    private void Show(RequestStatus status, RequestEnd? end = null) =>
        _context.SetCustomStatus(new AttachProgress(
            status,
            _codes.Count,
            _codes.Left,
            _triesLeft,
            _codes.ExpiresAt,
            _codes.ResendAt,
            _codes.LastFailed,
            end?.Reason,
            end?.At.UtcDateTime,
            end?.Role,
            _inputs,
            [.. _answers]));
}
