namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often an invocation has been tried.</summary>
public abstract class RetryContext
{
    /// <summary>Tries before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The most tries after the first.</summary>
    public abstract int MaxRetryCount { get; }
}
