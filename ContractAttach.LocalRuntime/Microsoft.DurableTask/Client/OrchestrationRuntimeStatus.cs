namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It runs, or waits for something.</summary>
    Running = 0,

    /// <summary>It has ended well.</summary>
    Completed = 1,

    /// <summary>Not used: an instance that begins anew is <see cref="Running"/>.</summary>
    [Obsolete("An instance that begins anew is Running.")]
    ContinuedAsNew = 2,

    /// <summary>It has ended with an error.</summary>
    Failed = 3,

    /// <summary>Not used.</summary>
    [Obsolete("Nothing cancels an instance: see Terminated.")]
    Canceled = 4,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It was scheduled and has not begun.</summary>
    Pending = 6,

    /// <summary>It was halted.</summary>
    Suspended = 7,
}
