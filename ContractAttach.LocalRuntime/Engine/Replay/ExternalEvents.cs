using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Brings external events and those who wait for them together. Names are compared without regard to case.</summary>
internal sealed class ExternalEvents(DataConverter converter, EpisodePump pump)
{
    // Of several waiters for one name the latest comes first, as in the real library: a loop around WhenAny leaves the older
    // ones behind. A cancelled waiter keeps its place and takes the event that would have been its own.
    private readonly Dictionary<string, Waiter> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _unread = [];
    private readonly List<HistoryEvent> _late = [];

    /// <summary>Whether anything waits.</summary>
    internal bool HasWaiters => _waiters.Values.Any(latest => latest.AnyWaits);

    /// <summary>Waits for an event; one that is there already completes it at once.</summary>
    internal Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        Waiter<T> waiter = new() { Older = _waiters.GetValueOrDefault(name) };
        if (waiter.Older is { } older && older.Type != typeof(T))
            throw new ArgumentException($"Event '{name}' is awaited as {older.Type} already, and now as {typeof(T)}.", nameof(name));
        _waiters[name] = waiter;

        int first = _unread.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (first >= 0)
        {
            HistoryEvent unread = _unread[first];
            _unread.RemoveAt(first);
            Raise(unread);
        }

        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                if (pump.CheckInside())
                    waiter.Cancel(cancellation);
            });
        }

        return waiter.Task;
    }

    /// <summary>An event has come.</summary>
    internal void Raise(HistoryEvent raised)
    {
        string name = raised.Name!;
        if (!_waiters.TryGetValue(name, out Waiter? waiter))
        {
            _unread.Add(raised);
            return;
        }

        if (waiter.Older is null)
            _waiters.Remove(name);
        else
            _waiters[name] = waiter.Older;
        waiter.Complete(converter.Deserialize(raised.Data, waiter.Type));
    }

    /// <summary>An event has come once the code has asked to begin anew: whoever waits, it is the next execution's.</summary>
    internal void KeepForNext(HistoryEvent raised) => _late.Add(raised);

    /// <summary>The events for the next execution, in the order in which they came.</summary>
    /// <param name="unread">Whether it gets those that nobody has waited for; it gets the late ones in any case.</param>
    internal IEnumerable<HistoryEvent> ForNext(bool unread) => unread ? _unread.Concat(_late) : _late;

    private abstract class Waiter
    {
        public required Waiter? Older { get; init; }

        public abstract Type Type { get; }

        public abstract bool Waits { get; }

        public bool AnyWaits => Waits || (Older?.AnyWaits ?? false);

        public abstract void Complete(object? value);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override Type Type => typeof(T);

        public override bool Waits => !_source.Task.IsCompleted;

        public override void Complete(object? value) => _source.TrySetResult((T)value!);

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
    }
}
