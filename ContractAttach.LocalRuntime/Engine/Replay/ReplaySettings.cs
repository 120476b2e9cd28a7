using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What all replays share.</summary>
internal sealed record ReplaySettings(DataConverter Converter, ILoggerFactory Loggers, string DefaultVersion)
{
    /// <summary>
    /// Whether an instance must wait until its version runs, neither run nor failed: the real host's defaults, CurrentOrOlder and Reject
    /// (TaskOrchestrationDispatcher in Azure/durabletask).
    /// </summary>
    internal bool IsNewer(InstanceRow row) =>
        !row.HasEnded && DefaultVersion.Length > 0 && TaskOrchestrationVersioningUtils.CompareVersions(row.Version, DefaultVersion) > 0;
}
