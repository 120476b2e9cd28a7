using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Finds orchestrators and activities by name and version.</summary>
/// <remarks>
/// A version that is not registered is served by the unversioned registration of the name, unless the name has versions:
/// then it is not found, rather than run by code that was not meant for it.
/// </remarks>
internal sealed class TaskCatalog(DurableTaskRegistry registry)
{
    private readonly HashSet<TaskName> _versionedOrchestrators = Versioned(registry.Orchestrators.Keys);
    private readonly HashSet<TaskName> _versionedActivities = Versioned(registry.Activities.Keys);

    /// <summary>What makes an orchestrator; null where there is none.</summary>
    internal Func<IServiceProvider, ITaskOrchestrator>? Orchestrator(string name, string? version) =>
        Find(registry.Orchestrators, _versionedOrchestrators, name, version);

    /// <summary>What makes an activity; null where there is none.</summary>
    internal Func<IServiceProvider, ITaskActivity>? Activity(string name, string? version) =>
        Find(registry.Activities, _versionedActivities, name, version);

    /// <summary>The failure of a task that is not registered.</summary>
    internal static Failure NotFound(string errorType, string what, string name, string? version) =>
        new(errorType, $"No {what} task named '{name}'{(string.IsNullOrEmpty(version) ? "" : $" with version '{version}'")} was found.");

    private static HashSet<TaskName> Versioned(IEnumerable<TaskKey> keys) =>
        [.. keys.Where(k => k.Version != TaskVersion.Unversioned).Select(k => k.Name)];

    private static T? Find<T>(Dictionary<TaskKey, T> tasks, HashSet<TaskName> versioned, string name, string? version)
        where T : class
        => tasks.GetValueOrDefault(new(name, version))
            ?? (versioned.Contains(name) ? null : tasks.GetValueOrDefault(new(name, TaskVersion.Unversioned)));
}
