namespace Microsoft.DurableTask.Client;

/// <summary>Which ended instances are purged.</summary>
/// <param name="CreatedFrom">Those scheduled at or after this.</param>
/// <param name="CreatedTo">Those scheduled at or before this.</param>
/// <param name="Statuses">Those in one of these states.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the purge may take; what is left then is said by <see cref="PurgeResult.IsComplete"/>.</summary>
    public TimeSpan? Timeout { get; init; }
}
