namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>States the number alone.</summary>
    public PurgeResult(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
    }

    /// <summary>States the number, and whether it was all.</summary>
    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    /// <summary>How many instances are gone.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether no more are left; null where it is not known.</summary>
    public bool? IsComplete { get; }
}
