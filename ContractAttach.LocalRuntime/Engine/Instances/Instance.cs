using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>An instance that needs the engine, as it is in memory: as it is stored, and what it was told since.</summary>
internal sealed class Instance(StoredInstance stored)
{
    private readonly Lock _gate = new();
    private List<Message> _mailbox = [];
    private TaskCompletionSource? _gone;
    private TaskCompletionSource? _begun;
    private bool _queued;
    private bool _removed;
    private bool _waits;
    private volatile object _stored = stored;

    /// <summary>As it was last stored.</summary>
    internal StoredInstance Stored => _stored switch
    {
        SleepingInstance asleep => asleep.Wake(),
        var awake => (StoredInstance)awake,
    };

    /// <summary>The row as last stored.</summary>
    internal InstanceRow Row => Stored.Row;

    /// <summary>Its whole history.</summary>
    /// <exception cref="DamagedInstanceException">It, or the row, cannot be read.</exception>
    internal List<HistoryEvent> ReadHistory()
    {
        (InstanceRow row, string spilled) = Stored;
        return row.Damage is null ? HistoryText.Read(spilled + row.History) : throw new DamagedInstanceException(row.Damage);
    }

    /// <summary>Its place in the timer queue; the queue's own.</summary>
    internal TimerEntry? Armed { get; set; }

    /// <summary>How many of its episodes in a row could not be run; the runner's own.</summary>
    internal int Setbacks { get; set; }

    /// <summary>Completes when it has left memory: it has ended, and what it told others is stored.</summary>
    internal Task Gone
    {
        get
        {
            lock (_gate)
            {
                _gone ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_removed)
                    _gone.TrySetResult();
                return _gone.Task;
            }
        }
    }

    /// <summary>Completes when it has begun.</summary>
    internal Task Begun
    {
        get
        {
            lock (_gate)
            {
                _begun ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                CompleteBegun();
                return _begun.Task;
            }
        }
    }

    /// <summary>Takes over what was stored.</summary>
    /// <param name="stored">The instance.</param>
    /// <param name="waits">Whether it has no call under way: it sleeps until it is told something.</param>
    internal void Committed(StoredInstance stored, bool waits)
    {
        lock (_gate)
        {
            _stored = stored;
            _waits = waits;
            CompleteBegun();
        }
    }

    /// <summary>Nothing is expected of it for long.</summary>
    internal void Sleep()
    {
        lock (_gate)
        {
            if (_stored is StoredInstance awake)
                _stored = new SleepingInstance(awake);
        }
    }

    /// <summary>An episode begins, which reads it again and again.</summary>
    internal void Wake()
    {
        lock (_gate)
            _stored = Stored;
    }

    /// <summary>Tells it something.</summary>
    /// <param name="message">What.</param>
    /// <param name="mustQueue">Whether it must be queued for an episode.</param>
    /// <returns>False where it is gone.</returns>
    internal bool TryPost(Message message, out bool mustQueue)
    {
        lock (_gate)
        {
            mustQueue = !_queued && !_removed;
            if (_removed)
                return false;
            _mailbox.Add(message);
            _queued = true;
            return true;
        }
    }

    /// <summary>What it was told, for the episode that now begins.</summary>
    internal List<Message> Take()
    {
        lock (_gate)
        {
            List<Message> taken = _mailbox;
            _mailbox = [];
            return taken;
        }
    }

    /// <summary>Gives back what the last episode has taken, before what it was told since. It stays queued.</summary>
    internal void PutBack(List<Message> messages)
    {
        lock (_gate)
            _mailbox.InsertRange(0, messages);
    }

    /// <summary>The episode is over.</summary>
    /// <returns>Whether it was told something meanwhile, and must be queued again.</returns>
    internal bool Finish()
    {
        lock (_gate)
        {
            _queued = _mailbox.Count > 0;
            if (_waits && !_queued)
                Sleep();
            return _queued;
        }
    }

    /// <summary>It leaves memory.</summary>
    /// <returns>What it was told too late.</returns>
    internal List<Message> Remove()
    {
        lock (_gate)
        {
            _removed = true;
            _gone?.TrySetResult();
        }

        return Take();
    }

    private void CompleteBegun()
    {
        if (_begun is not null && Row.Status != OrchestrationRuntimeStatus.Pending)
            _begun.TrySetResult();
    }
}
