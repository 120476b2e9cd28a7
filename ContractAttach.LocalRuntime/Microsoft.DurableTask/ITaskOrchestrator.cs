namespace Microsoft.DurableTask;

/// <summary>An orchestrator. Derive from <see cref="TaskOrchestrator{TInput, TOutput}"/>.</summary>
public interface ITaskOrchestrator
{
    /// <summary>The type of the input.</summary>
    Type InputType { get; }

    /// <summary>The type of the output.</summary>
    Type OutputType { get; }

    /// <summary>Runs it, or replays it.</summary>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
