using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What an activity knows of its call.</summary>
internal sealed class EngineActivityContext(ActivityCall call) : TaskActivityContext
{
    /// <inheritdoc/>
    public override TaskName Name => call.Scheduled.Name!;

    /// <inheritdoc/>
    public override string InstanceId => call.Caller.Row.InstanceId;

    /// <inheritdoc/>
    public override string Version => call.Scheduled.Version ?? string.Empty;
}
