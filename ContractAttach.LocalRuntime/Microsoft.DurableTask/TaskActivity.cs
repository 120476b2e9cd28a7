namespace Microsoft.DurableTask;

/// <summary>An activity: where an orchestration does its work. It may run more than once for one call.</summary>
/// <typeparam name="TInput">The input.</typeparam>
/// <typeparam name="TOutput">The output.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, TaskInput.As<TInput>(input)).ConfigureAwait(false);
    }

    /// <summary>Runs it.</summary>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
