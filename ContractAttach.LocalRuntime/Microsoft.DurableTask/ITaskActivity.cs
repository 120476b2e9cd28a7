namespace Microsoft.DurableTask;

/// <summary>An activity. Derive from <see cref="TaskActivity{TInput, TOutput}"/>.</summary>
public interface ITaskActivity
{
    /// <summary>The type of the input.</summary>
    Type InputType { get; }

    /// <summary>The type of the output.</summary>
    Type OutputType { get; }

    /// <summary>Runs it.</summary>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}
