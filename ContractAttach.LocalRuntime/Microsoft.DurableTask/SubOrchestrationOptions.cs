namespace Microsoft.DurableTask;

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with a retry rule and an instance id.</summary>
    /// <param name="retry">When a failed call is tried again; null for never.</param>
    /// <param name="instanceId">The child's instance id; null for a generated one.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Copies options and names the instance.</summary>
    /// <param name="options">What to copy.</param>
    /// <param name="instanceId">The child's instance id; null for that of <paramref name="options"/>, if it has one.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => InstanceId = options.InstanceId;

    /// <summary>The child's instance id; null for a generated one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The child's version; null for the default one.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
