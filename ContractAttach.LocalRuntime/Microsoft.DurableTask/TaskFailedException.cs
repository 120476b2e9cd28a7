namespace Microsoft.DurableTask;

/// <summary>An activity or sub-orchestration has failed.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>A failure known by its exception.</summary>
    /// <param name="taskName">The task's name.</param>
    /// <param name="taskId">Its number within the orchestration.</param>
    /// <param name="innerException">What it threw.</param>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException?.Message), innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>A failure known by its details.</summary>
    /// <param name="taskName">The task's name.</param>
    /// <param name="taskId">Its number within the orchestration.</param>
    /// <param name="failureDetails">What is known of it.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    /// <summary>The task's name.</summary>
    public string TaskName { get; }

    /// <summary>Its number within the orchestration.</summary>
    public int TaskId { get; }

    /// <summary>What is known of the failure.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Whether exactly this exception made the task fail.</summary>
    [Obsolete("Use FailureDetails.IsCausedBy.")]
    public bool IsCausedByException<T>()
        where T : Exception
        => FailureDetails.ErrorType == typeof(T).FullName;

    private static string Describe(string taskName, int taskId, string? cause) =>
        $"Task '{taskName}' (#{taskId}) failed with an unhandled exception" + (cause is null ? "." : ": " + cause);
}
