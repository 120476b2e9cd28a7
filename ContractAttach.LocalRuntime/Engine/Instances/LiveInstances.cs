using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>The instances in memory, and those of them that wait for an episode.</summary>
internal sealed class LiveInstances
{
    private readonly ConcurrentDictionary<string, Instance> _all = new(StringComparer.Ordinal);
    private readonly Channel<Instance> _ready = Channel.CreateUnbounded<Instance>();

    /// <summary>Tells that the instance of an id is in memory now.</summary>
    internal event Action<string>? Added;

    /// <summary>All of them.</summary>
    internal IEnumerable<Instance> All => _all.Values;

    /// <summary>Those that were told something.</summary>
    internal ChannelReader<Instance> Ready => _ready.Reader;

    /// <summary>The instance of an id, where it is in memory.</summary>
    internal bool TryGet(string instanceId, [NotNullWhen(true)] out Instance? instance) => _all.TryGetValue(instanceId, out instance);

    /// <summary>Takes an instance into memory.</summary>
    internal Instance Add(InstanceRow row, string spilled)
    {
        Instance instance = new(new(row, spilled));
        _all[row.InstanceId] = instance;
        Added?.Invoke(row.InstanceId);
        return instance;
    }

    /// <summary>Tells an instance something.</summary>
    /// <returns>False where it is gone.</returns>
    internal bool Post(Instance instance, Message message)
    {
        bool posted = instance.TryPost(message, out bool mustQueue);
        if (mustQueue)
            _ready.Writer.TryWrite(instance);
        return posted;
    }

    /// <summary>The episode of an instance is over.</summary>
    internal void Finish(Instance instance)
    {
        if (instance.Finish())
            _ready.Writer.TryWrite(instance);
    }

    /// <summary>An episode that was put off is to run now.</summary>
    internal void Requeue(Instance instance) => _ready.Writer.TryWrite(instance);

    /// <summary>Lets an ended instance leave memory.</summary>
    internal void Remove(Instance instance)
    {
        _all.TryRemove(KeyValuePair.Create(instance.Row.InstanceId, instance));
        foreach (Message late in instance.Remove())
            late.Settled?.Invoke(EngineErrors.Ended(instance.Row));
    }

    /// <summary>No further episode is queued.</summary>
    internal void Complete() => _ready.Writer.TryComplete();
}
