using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Which rows are asked for.</summary>
internal sealed record InstanceQuery(
    DateTimeOffset? CreatedFrom,
    DateTimeOffset? CreatedTo,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses,
    string? Prefix,
    int PageSize,
    string? Continuation)
{
    // As many as a page of a table may have: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination.
    private const int LivePage = 1000;

    /// <summary>Whether those alone that need the engine.</summary>
    public bool LiveOnly { get; private init; }

    /// <summary>Those that need the engine.</summary>
    internal static InstanceQuery Live(string? continuation) => new(null, null, null, null, LivePage, continuation) { LiveOnly = true };
}
