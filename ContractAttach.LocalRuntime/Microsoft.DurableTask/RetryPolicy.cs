using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>How often and how far apart a failed call is tried again.</summary>
public class RetryPolicy
{
    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">Tries in all, the first one included.</param>
    /// <param name="firstRetryInterval">The wait before the second try.</param>
    /// <param name="backoffCoefficient">What each further wait is multiplied by, at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait; null for one hour.</param>
    /// <param name="retryTimeout">No new try later than this after the first one; null for no such end.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Tries in all, the first one included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the second try.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>What each further wait is multiplied by.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>No new try later than this after the first one.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure may be retried. Set <see cref="HandleFailure"/> instead.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = _ => true;

    /// <summary>Ignored.</summary>
    [Obsolete("Not used: set HandleFailure, or retry by a handler.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Which failures may be retried; all where it is not set.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => exception is TaskFailedException failed
            ? value(failed.FailureDetails)
            : throw new InvalidOperationException($"A {exception.GetType()} is not the failure of a task.");
    }

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan least, string parameter)
    {
        if (value < least && value != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(parameter, value, $"It must not be shorter than the first wait, {least}.");
    }
}
