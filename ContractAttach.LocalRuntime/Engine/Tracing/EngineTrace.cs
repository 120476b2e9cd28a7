using System.Diagnostics;
using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// The spans of orchestrations, named and tagged as the real SDK's (TraceHelper in microsoft/durabletask-dotnet). An orchestration has
/// one for each episode, where the real one has one for them all, and only once it has ended.
/// </summary>
internal static class EngineTrace
{
    /// <summary>The source that they come from, the real SDK's.</summary>
    internal const string SourceName = "Microsoft.DurableTask";

    private const string Type = "durabletask.type";
    private const string TaskName = "durabletask.task.name";
    private const string Version = "durabletask.task.version";
    private const string InstanceId = "durabletask.task.instance_id";
    private const string TaskId = "durabletask.task.task_id";
    private const string Status = "durabletask.task.status";
    private const string Target = "durabletask.event.target_instance_id";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>A client schedules an orchestration.</summary>
    internal static Activity? Schedule(string instanceId, string name, string? version) =>
        s_source.StartActivity(Name("create_orchestration", name, version), ActivityKind.Producer)?
            .SetTag(Type, "orchestration").SetTag(TaskName, name).SetTag(Version, version).SetTag(InstanceId, instanceId);

    /// <summary>A client raises an event: in its own trace, which names the instance.</summary>
    internal static Activity? Raise(string instanceId, string name) =>
        s_source.StartActivity(Name("orchestration_event", name, null), ActivityKind.Producer)?
            .SetTag(Type, "event").SetTag(TaskName, name).SetTag(Target, instanceId);

    /// <summary>An episode runs.</summary>
    internal static Activity? Episode(InstanceRow row, HistoryEvent started) =>
        Child("orchestration", started)?.SetTag(InstanceId, row.InstanceId);

    /// <summary>What an episode came to.</summary>
    internal static void End(Activity? episode, HistoryEvent? end)
    {
        if (end is null)
            return;
        episode?.SetTag(Status, end.Status.ToString());
        if (end.Status == OrchestrationRuntimeStatus.Failed)
            Fail(episode);
    }

    /// <summary>An activity runs.</summary>
    internal static Activity? Run(ActivityCall call) =>
        Child("activity", call.Scheduled)?.SetTag(InstanceId, call.Caller.Row.InstanceId).SetTag(TaskId, call.Scheduled.Id);

    /// <summary>It failed; why stands in the log.</summary>
    internal static void Fail(Activity? span) => span?.SetStatus(ActivityStatusCode.Error);

    // Without a trace that it belongs to it has no span, as with the real SDK.
    private static Activity? Child(string type, HistoryEvent begun) =>
        ActivityContext.TryParse(begun.TraceParent, begun.TraceState, out ActivityContext parent)
            ? s_source.StartActivity(Name(type, begun.Name!, begun.Version), ActivityKind.Server, parent)?
                .SetTag(Type, type).SetTag(TaskName, begun.Name).SetTag(Version, begun.Version)
            : null;

    private static string Name(string type, string name, string? version) => version is null ? $"{type}:{name}" : $"{type}:{name}@({version})";
}
