using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What an episode does to an instance, before it is stored.</summary>
internal sealed class Episode
{
    // Of the events that instances have sent it, more than can still be on their way.
    private const int MaxOrigins = 500;

    private readonly InstanceRow _row;
    private readonly List<HistoryEvent> _past;
    private readonly OpenWork _open;
    private readonly List<OutboxItem> _outbox;
    private readonly DateTimeOffset _now;
    private readonly bool _isDamaged;
    private readonly List<HistoryEvent> _fresh = [];
    private DateTimeOffset _reached;
    private TerminateMessage? _terminate;
    private bool _left;

    internal Episode(Instance instance, DateTimeOffset now)
    {
        _row = instance.Row;
        _past = instance.ReadHistory();
        _open = new(_past);
        _outbox = HistoryText.ReadOutbox(_row.Outbox);
        _now = _reached = now;
    }

    // Of an instance that cannot be read only its start is known, if that: its history begins with it again.
    private Episode(InstanceRow row, HistoryEvent started, DateTimeOffset now)
    {
        _row = row;
        _past = [started];
        _open = new(_past);
        _outbox = [];
        _now = _reached = now;
        _isDamaged = true;
    }

    /// <summary>What it began with.</summary>
    internal HistoryEvent Started => _past[0];

    /// <summary>The row to store; null where nothing has changed.</summary>
    internal InstanceRow? Next { get; private set; }

    /// <summary>The events to put at the end of the history; that of <see cref="Next"/> is left as it was unless they start one.</summary>
    internal IReadOnlyList<HistoryEvent> Appended { get; private set; } = [];

    /// <summary>Whether the history starts with <see cref="Appended"/>.</summary>
    internal bool StartsHistory => IsAnew || _isDamaged;

    /// <summary>Whether the orchestrator begins anew.</summary>
    internal bool IsAnew { get; private set; }

    /// <summary>Whether it has no call under way: only a timer, an event or its end is to come.</summary>
    internal bool OnlyWaits => !_open.Activities.Any() && !_open.Children.Any();

    /// <summary>How the instance ended in this episode; null where it has not.</summary>
    internal HistoryEvent? End { get; private set; }

    /// <summary>What was told others in this episode.</summary>
    internal List<OutboxItem> Sent { get; } = [];

    /// <summary>The last episode of an instance that cannot be read.</summary>
    internal static Episode OfDamaged(Instance instance, DamagedInstanceException damage, DateTimeOffset now)
    {
        Episode episode = new(instance.Row, StartOf(instance), now);
        episode.Finish(EpisodeOutcome.Damaged(damage));
        return episode;
    }

    /// <summary>Plays the messages.</summary>
    /// <param name="messages">What the instance was told.</param>
    /// <param name="run">Replays the orchestrator over a past and plays what is new.</param>
    internal void Play(IEnumerable<Message> messages, Func<HistoryEvent, List<HistoryEvent>, List<HistoryEvent>, EpisodeOutcome> run)
    {
        bool delivered = false;
        foreach (Message message in messages)
        {
            if (message is DeliveredMessage { Key: var key })
                delivered |= _outbox.RemoveAll(o => o.Key == key) > 0;
            else if (!_row.HasEnded)
                TakeUp(message);
        }

        if (_terminate is { } terminate)
            Terminate(terminate);
        else if (_left)
            Finish(EpisodeOutcome.Failed(new(typeof(InvalidOperationException).FullName!, EpisodePump.LeftMessage)));
        else if (!_row.HasEnded && IsDue && (_fresh.Count > 0 || !_open.HasBegun))
            Finish(run(Started, _past, BeginEpisode()));
        else if (_fresh.Count > 0)
            (Next, Appended) = (_row with { UpdatedAt = _now }, _fresh);
        else if (delivered)
            Next = _row with { Outbox = HistoryText.Write(_outbox), Live = !_row.HasEnded || _outbox.Count > 0 };
    }

    /// <summary>Ends the instance for a reason of the engine's.</summary>
    internal void Fail(Failure failure)
    {
        _outbox.RemoveAll(Sent.Contains);
        Sent.Clear();
        Finish(EpisodeOutcome.Failed(failure));
    }

    // An instance that shall start later keeps what it is told until then.
    private bool IsDue => _open.HasBegun || _row.DueAt is null || _row.DueAt <= _reached;

    private void TakeUp(Message message)
    {
        switch (message)
        {
            case EventMessage { Event: var e } when e.Origin is null || !IsKnown(e.Origin):
                Add(e);
                break;
            case TaskMessage { End: var end } task when task.Execution == _row.Execution && _open.Awaits(end):
                Add(end);
                break;
            case TimerMessage timer:
                _reached = timer.Due > _reached ? timer.Due : _reached;
                foreach (HistoryEvent fired in _open.Due(_reached))
                    Add(fired);
                break;
            case TerminateMessage terminate:
                _terminate ??= terminate;
                break;
            case LeftMessage left:
                _left |= left.Execution == _row.Execution;
                break;
        }
    }

    private bool IsKnown(string origin) =>
        Started.EarlierOrigins?.Contains(origin) == true || _past.Concat(_fresh).Any(e => e.Origin == origin);

    private void Add(HistoryEvent e)
    {
        _fresh.Add(e);
        _open.Add(e);
    }

    private List<HistoryEvent> BeginEpisode() => [new() { Kind = HistoryEventKind.EpisodeStarted, At = _now }, .. _fresh];

    private void Terminate(TerminateMessage terminate)
    {
        if (terminate.Recursive)
            Sent.AddRange(_open.Children.Select(c => new OutboxItem($"{_row.Execution}:end:{c.Id}", c.Instance!, null, terminate.Output)));
        Finish(new()
        {
            CustomStatus = _row.CustomStatus,
            End = new() { Kind = HistoryEventKind.Ended, Status = OrchestrationRuntimeStatus.Terminated, Data = terminate.Output },
        });
    }

    private string[]? Origins() =>
        (Started.EarlierOrigins ?? [])
            .Concat(_past.Concat(_fresh).Select(e => e.Origin).OfType<string>())
            .Distinct()
            .TakeLast(MaxOrigins)
            .ToArray() is { Length: > 0 } origins ? origins : null;

    private static HistoryEvent StartOf(Instance instance)
    {
        (InstanceRow row, string spilled) = instance.Stored;
        string history = spilled.Length > 0 ? spilled : row.History;
        try
        {
            return HistoryText.ReadStart(history);
        }
        catch (DamagedInstanceException)
        {
            return new() { Kind = HistoryEventKind.ExecutionStarted, Name = row.Name };
        }
    }

    private void Finish(EpisodeOutcome outcome)
    {
        foreach (HistoryEvent action in outcome.Actions)
        {
            _open.Add(action);
            if (action.Kind == HistoryEventKind.EventSent)
                Sent.Add(new($"{_row.Execution}:{action.Id}", action.Instance!, action.Name, action.Data));
        }

        End = outcome.End;
        IsAnew = outcome.Anew is not null;
        Appended = outcome.Anew is [var first, .. var kept]
            ? [first with { EarlierOrigins = Origins() }, .. kept]
            : [.. _isDamaged ? _past : [], .. BeginEpisode(), .. outcome.Actions, .. End is null ? (HistoryEvent[])[] : [End]];
        _outbox.AddRange(Sent);
        Next = _row with
        {
            Status = End?.Status ?? OrchestrationRuntimeStatus.Running,
            Version = outcome.Anew?[0].Version ?? _row.Version,
            CustomStatus = outcome.CustomStatus,
            UpdatedAt = _now,
            CompletedAt = End is null ? null : _now,
            DueAt = End is null && !IsAnew ? _open.NextDue : null,
            Execution = StartsHistory ? Guid.NewGuid().ToString("N") : _row.Execution,
            SpilledRows = StartsHistory ? 0 : _row.SpilledRows,
            History = StartsHistory ? string.Empty : _row.History,
            Damage = null,
            Outbox = HistoryText.Write(_outbox),
            Live = End is null || _outbox.Count > 0,
        };
    }
}
