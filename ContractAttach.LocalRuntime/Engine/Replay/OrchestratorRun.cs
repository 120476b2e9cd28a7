using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>One episode of an instance: its orchestrator is replayed over its history, then goes on with what is new.</summary>
internal sealed class OrchestratorRun
{
    private readonly Func<ITaskOrchestrator> _make;
    private readonly HistoryEvent _started;
    private readonly EpisodePump _pump;
    private readonly EngineOrchestrationContext _context;
    private Task<object?>? _result;

    /// <param name="make">Gives the code.</param>
    /// <param name="row">The instance.</param>
    /// <param name="started">The first event of its history.</param>
    /// <param name="settings">What all replays share.</param>
    /// <param name="leftLater">Called when the code is found to have left its thread after the episode.</param>
    internal OrchestratorRun(
        Func<ITaskOrchestrator> make, InstanceRow row, HistoryEvent started, ReplaySettings settings, Action leftLater)
    {
        _make = make;
        _started = started;
        _pump = new(leftLater);
        _context = new(row.InstanceId, row.Execution, started, settings, _pump);
    }

    /// <summary>Replays the past, then plays what is new.</summary>
    internal EpisodeOutcome Execute(IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> fresh)
    {
        try
        {
            foreach (HistoryEvent e in past)
                Play(e);
            _context.EndReplay();
            foreach (HistoryEvent e in fresh)
                Play(e);
            return Conclude();
        }
        catch (NonDeterministicException e)
        {
            return EpisodeOutcome.Failed(new(NonDeterministicException.ReportedType, e.Message));
        }
#pragma warning disable CA1031 // Whatever the application's code throws ends its instance, and nothing else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return EpisodeOutcome.Failed(Failure.Of(e));
        }
        finally
        {
            _pump.Close();
        }
    }

    private Task<object?> Begin(ITaskOrchestrator orchestrator) =>
        orchestrator.RunAsync(_context, _context.ReadInput(orchestrator.InputType));

    private void Play(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case HistoryEventKind.EpisodeStarted:
                _context.BeginEpisode(e.At!.Value);
                if (_result is null)
                    _pump.Run(() => _result = Begin(_make()));
                break;
            case HistoryEventKind.TaskCompleted or HistoryEventKind.ChildCompleted or HistoryEventKind.TimerFired:
                _pump.Run(() => _context.Complete(e));
                break;
            case HistoryEventKind.TaskFailed or HistoryEventKind.ChildFailed:
                _pump.Run(() => _context.Fail(e));
                break;
            case HistoryEventKind.EventRaised when _context.Next is not null:
                _context.Events.KeepForNext(e);
                break;
            case HistoryEventKind.EventRaised:
                _pump.Run(() => _context.Events.Raise(e));
                break;
            default:
                if (e.IsAction)
                    _context.Match(e);
                break;
        }
    }

    private EpisodeOutcome Conclude()
    {
        bool left = _pump.Close();
        bool stuck = !_result!.IsCompleted && !_context.HasOpenTasks && !_context.Events.HasWaiters;
        if (left || stuck)
            return EpisodeOutcome.Failed(new(typeof(InvalidOperationException).FullName!, EpisodePump.LeftMessage));

        EpisodeOutcome outcome = new() { Actions = _context.NewActions(), CustomStatus = _context.CustomStatus };

        // What the code has begun must end before the instance does, awaited or not: also a timer that nobody cancelled.
        if (!_result.IsCompleted || _context.HasOpenTasks)
            return outcome;
        if (!_result.IsCompletedSuccessfully)
            return EpisodeOutcome.Failed(Failure.Of(_result.Exception?.InnerException ?? new TaskCanceledException(_result))) with { Actions = outcome.Actions };
        if (_context.Next is { } next)
            return outcome with { Anew = BeginAnew(next) };

        string? output = _context.Serialize(_result.Result);
        return outcome with
        {
            End = new() { Kind = HistoryEventKind.Ended, Status = OrchestrationRuntimeStatus.Completed, Data = output },
        };
    }

    private List<HistoryEvent> BeginAnew(ContinueAsNewRequest next) =>
        [_started with { Data = next.Input, Version = next.Version }, .. _context.Events.ForNext(next.KeepEvents)];
}
