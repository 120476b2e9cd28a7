using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>What is known of an instance.</summary>
public sealed class OrchestrationMetadata
{
    /// <summary>Describes an instance.</summary>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="instanceId">The instance id.</param>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Name { get; }

    /// <summary>The instance id.</summary>
    public string InstanceId { get; }

    /// <summary>What reads the payloads; null where they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where it stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was scheduled.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last went on.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input as stored; null where it was not asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output as stored; null where there is none or it was not asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status as stored.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Why it failed; null where it has not.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it has ended, well or not.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <exception cref="InvalidOperationException">Payloads were not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>The output.</summary>
    /// <exception cref="InvalidOperationException">Payloads were not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>The custom status.</summary>
    /// <exception cref="InvalidOperationException">Payloads were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name} '{InstanceId}': {RuntimeStatus}, created {CreatedAt:s}, updated {LastUpdatedAt:s}"
        + (FailureDetails is null ? "" : $", {FailureDetails}");

    private T? Read<T>(string? data) => DataConverter is null
        ? throw new InvalidOperationException("Inputs and outputs can be read only where they were asked for (getInputsAndOutputs).")
        : DataConverter.Deserialize<T>(data);
}
