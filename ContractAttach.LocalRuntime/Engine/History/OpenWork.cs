namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What an execution has begun and not yet heard the end of, told from its history alone.</summary>
internal sealed class OpenWork
{
    private readonly Dictionary<int, HistoryEvent> _tasks = [];
    private readonly Dictionary<int, HistoryEvent> _timers = [];

    internal OpenWork(IEnumerable<HistoryEvent> history)
    {
        foreach (HistoryEvent e in history)
            Add(e);
    }

    /// <summary>Whether the orchestrator has run at all.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>The open activities.</summary>
    internal IEnumerable<HistoryEvent> Activities => _tasks.Values.Where(t => t.Kind == HistoryEventKind.TaskScheduled);

    /// <summary>The open sub-orchestrations.</summary>
    internal IEnumerable<HistoryEvent> Children => _tasks.Values.Where(t => t.Kind == HistoryEventKind.ChildCreated);

    /// <summary>When the first timer falls due; null where none is set.</summary>
    internal DateTimeOffset? NextDue => _timers.Count == 0 ? null : _timers.Values.Min(t => t.At);

    /// <summary>Follows the history on.</summary>
    internal void Add(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case HistoryEventKind.EpisodeStarted:
                HasBegun = true;
                break;
            case HistoryEventKind.TaskScheduled or HistoryEventKind.ChildCreated:
                _tasks[e.Id] = e;
                break;
            case HistoryEventKind.TaskCompleted or HistoryEventKind.TaskFailed
                or HistoryEventKind.ChildCompleted or HistoryEventKind.ChildFailed:
                _tasks.Remove(e.Id);
                break;
            case HistoryEventKind.TimerCreated:
                _timers[e.Id] = e;
                break;
            case HistoryEventKind.TimerFired or HistoryEventKind.TimerCancelled:
                _timers.Remove(e.Id);
                break;
        }
    }

    /// <summary>Whether the end of this activity or sub-orchestration is still awaited.</summary>
    internal bool Awaits(HistoryEvent end) =>
        _tasks.TryGetValue(end.Id, out HistoryEvent? begun)
        && (begun.Kind == HistoryEventKind.TaskScheduled) == (end.Kind is HistoryEventKind.TaskCompleted or HistoryEventKind.TaskFailed);

    /// <summary>The timers that are due, in the order in which they fell due.</summary>
    internal HistoryEvent[] Due(DateTimeOffset now) =>
    [
        .. _timers.Values
            .Where(t => t.At <= now)
            .OrderBy(t => t.At)
            .ThenBy(t => t.Id)
            .Select(t => new HistoryEvent { Kind = HistoryEventKind.TimerFired, Id = t.Id }),
    ];
}
