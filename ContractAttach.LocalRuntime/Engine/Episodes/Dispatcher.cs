using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Does what an episode asked for, once it is stored; and after a start once more what may not have been done.</summary>
internal sealed class Dispatcher(
    LiveInstances instances, ActivityRunner activities, TimerQueue timers, InstanceStarter starter, HistoryWriter writer, EngineStop stop)
{
    /// <summary>Follows a stored episode.</summary>
    internal void Follow(Instance instance, Episode episode)
    {
        InstanceRow row = instance.Row;
        timers.Arm(instance, row.DueAt);
        if (episode.IsAnew)
            instances.Post(instance, new WakeMessage());
        else
            Begin(instance, episode.Appended, episode.Sent);

        if (episode.End is { } end)
            TellParent(episode.Started.Parent, end);
        if (!row.Live)
            instances.Remove(instance);
    }

    /// <summary>Takes up an instance that was found in the store.</summary>
    internal void Recover(Instance instance)
    {
        InstanceRow row = instance.Row;
        OpenWork open;
        List<OutboxItem> outbox;
        try
        {
            open = new(instance.ReadHistory());
            outbox = HistoryText.ReadOutbox(row.Outbox);
        }
        catch (DamagedInstanceException)
        {
            // Its next episode ends it.
            instances.Post(instance, new WakeMessage());
            return;
        }

        if (!row.HasEnded)
        {
            timers.Arm(instance, row.DueAt);
            if (!open.HasBegun && row.DueAt is null)
                instances.Post(instance, new WakeMessage());
        }

        Begin(instance, row.HasEnded ? [] : [.. open.Activities, .. open.Children], outbox);
    }

    private void Begin(Instance instance, IReadOnlyList<HistoryEvent> actions, List<OutboxItem> sent)
    {
        List<HistoryEvent> children = [];
        foreach (HistoryEvent action in actions)
        {
            if (action.Kind == HistoryEventKind.TaskScheduled)
                activities.Add(new(instance, instance.Row.Execution, action));
            else if (action.Kind == HistoryEventKind.ChildCreated)
                children.Add(action);
        }

        if (children.Count > 0 || sent.Count > 0)
            _ = StartAndTellAsync(instance, children, sent);
    }

    // Children first: an event may be meant for one of them.
    private async Task StartAndTellAsync(Instance instance, List<HistoryEvent> children, List<OutboxItem> sent)
    {
        try
        {
            await Task.WhenAll(children.Select(c => StartChildAsync(instance, c))).ConfigureAwait(false);
            foreach (OutboxItem item in sent)
                Tell(instance, item);
        }
        catch (OperationCanceledException) when (stop.Now.IsCancellationRequested)
        {
            // It is done after the next start.
        }
#pragma warning disable CA1031 // Nobody awaits this: what is wrong must be said.
        catch (Exception e)
#pragma warning restore CA1031
        {
            stop.Fault(e);
        }
    }

    private void Tell(Instance sender, OutboxItem item)
    {
        // An instance that has ended, or is not known, is told nothing: there is nothing more to try. One that could not run its
        // episodes is told again, and one that the engine's stop has overtaken after the next start.
        void Settled(Exception? error)
        {
            if (error is null or RpcException { StatusCode: StatusCode.FailedPrecondition })
                instances.Post(sender, new DeliveredMessage(item.Key));
            else if (error is not RpcException { StatusCode: StatusCode.Unavailable })
                Tell(sender, item);
        }

        Message message = item.Event is null
            ? new TerminateMessage(item.Data, Recursive: true) { Settled = Settled }
            : new EventMessage(new() { Kind = HistoryEventKind.EventRaised, Name = item.Event, Data = item.Data, Origin = item.Key }) { Settled = Settled };
        if (!instances.TryGet(item.Target, out Instance? target) || !instances.Post(target, message))
            Settled(null);
    }

    private async Task StartChildAsync(Instance parent, HistoryEvent call)
    {
        InstanceRow row = parent.Row;
        ParentLink link = new(row.InstanceId, row.Name, row.Execution, call.Id);
        try
        {
            await StartChildAsync(link, call).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StoreRejectedException or DamagedInstanceException)
        {
            TellParent(link, new() { Kind = HistoryEventKind.Ended, Failure = Failure.Of(e) });
        }
    }

    private async Task StartChildAsync(ParentLink link, HistoryEvent call)
    {
        HistoryEvent started = new()
        {
            Kind = HistoryEventKind.ExecutionStarted,
            Name = call.Name,
            Version = call.Version,
            Data = call.Data,
            Parent = link,
            TraceParent = call.TraceParent,
            TraceState = call.TraceState,
        };

        InstanceRow? standing = await starter.StartAsync(call.Instance!, started, null, Replaceable, stop.Now).ConfigureAwait(false);
        if (standing is null)
            return;

        List<HistoryEvent> history = await writer.ReadAsync(standing, stop.Now).ConfigureAwait(false);
        if (history[0].Parent != link)
            TellParent(link, new() { Kind = HistoryEventKind.Ended, Failure = Failure.Of(new OrchestrationAlreadyExistsException(standing)) });
        else if (standing.HasEnded)
            TellParent(link, history[^1]);

        async Task<bool> Replaceable(InstanceRow existing) =>
            existing.HasEnded && (await writer.ReadAsync(existing, stop.Now).ConfigureAwait(false))[0].Parent != link;
    }

    // Once is enough: a parent that restarts finds its children's ends by itself, and takes only what it awaits.
    private void TellParent(ParentLink? link, HistoryEvent end)
    {
        if (link is null || !instances.TryGet(link.Instance, out Instance? parent))
            return;

        HistoryEvent told = end.Status == OrchestrationRuntimeStatus.Completed
            ? new() { Kind = HistoryEventKind.ChildCompleted, Id = link.Id, Data = end.Data }
            : new() { Kind = HistoryEventKind.ChildFailed, Id = link.Id, Failure = end.Failure ?? Terminated() };
        instances.Post(parent, new TaskMessage(link.Execution, told));
    }

    private static Failure Terminated() =>
        new("DurableTask.Core.Exceptions.SubOrchestrationFailedException", "The sub-orchestration was terminated.");
}
