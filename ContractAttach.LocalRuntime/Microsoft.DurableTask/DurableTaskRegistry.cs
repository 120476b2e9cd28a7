using System.Reflection;
using ContractAttach.LocalRuntime.Engine;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities that a worker runs, by name and version.</summary>
public sealed partial class DurableTaskRegistry
{
    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskOrchestrator>> Orchestrators { get; } = [];

    internal Dictionary<TaskKey, Func<IServiceProvider, ITaskActivity>> Activities { get; } = [];

    /// <summary>All orchestrators.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() =>
        Orchestrators.Select(o => KeyValuePair.Create(o.Key.Name, o.Value));

    /// <summary>All activities.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() =>
        Activities.Select(a => KeyValuePair.Create(a.Key.Name, a.Value));

    /// <summary>Adds an orchestrator, made anew by a function of the episode's services for each episode.</summary>
    internal DurableTaskRegistry AddOrchestrator(TaskName name, Func<IServiceProvider, ITaskOrchestrator> factory) =>
        Add(Orchestrators, name, default, factory);

    private DurableTaskRegistry Add<T>(
        Dictionary<TaskKey, Func<IServiceProvider, T>> tasks, TaskName name, TaskVersion version, Func<IServiceProvider, T> factory)
    {
        if (name == default)
            throw new ArgumentException("A task needs a name.", nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        if (!tasks.TryAdd(new(name, version), factory))
        {
            string which = version == TaskVersion.Unversioned ? "" : $" with version '{version.Version}'";
            throw new ArgumentException($"An {typeof(T).Name} named '{name}'{which} is already added.", nameof(name));
        }

        return this;
    }

    private static Type Concrete<T>(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsAbstract || type.IsGenericTypeDefinition || !typeof(T).IsAssignableFrom(type)
            ? throw new ArgumentException($"{type} is not a concrete {typeof(T).Name}.", nameof(type))
            : type;
    }

    private static TaskName NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>() is { Name.Name: { Length: > 0 } } named ? named.Name : new(type.Name);

    private static TaskVersion VersionOf(Type type) => new(type.GetCustomAttribute<DurableTaskAttribute>()?.Version);
}
