using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>The spans of invocations, as the real worker's (TelemetryProviderV1_37_0 in Azure/azure-functions-dotnet-worker).</summary>
internal static class InvocationTrace
{
    /// <summary>The source that they come from, the real worker's.</summary>
    internal const string SourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>A function is invoked; an orchestrator's invocation is an episode, which the engine tells of.</summary>
    internal static Activity? Start(Invocation invocation) => invocation.Function.Trigger is OrchestrationTriggerAttribute
        ? null
        : s_source.StartActivity($"function {invocation.Function.Name}")?
            .SetTag("faas.invocation_id", invocation.InvocationId).SetTag("faas.name", invocation.Function.Name);
}
