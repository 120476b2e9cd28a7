namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are asked for.</summary>
/// <param name="CreatedFrom">Those scheduled at or after this.</param>
/// <param name="CreatedTo">Those scheduled at or before this.</param>
/// <param name="Statuses">Those in one of these states.</param>
/// <param name="TaskHubNames">Those of these hubs.</param>
/// <param name="InstanceIdPrefix">Those whose id begins so.</param>
/// <param name="PageSize">How many a page has at most.</param>
/// <param name="FetchInputsAndOutputs">Whether payloads are wanted.</param>
/// <param name="ContinuationToken">Where to begin.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>How many a page has where nothing is said.</summary>
    public const int DefaultPageSize = 100;
}
