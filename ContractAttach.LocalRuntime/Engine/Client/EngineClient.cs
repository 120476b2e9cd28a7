using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>A client of the embedded engine.</summary>
internal sealed class EngineClient(string name, DurableEngine engine, DurableTaskClientOptions options) : DurableTaskClient(name)
{
    private DataConverter Converter => options.DataConverter;

    /// <inheritdoc/>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (options?.Tags is { Count: > 0 })
            throw new NotSupportedException("StartOrchestrationOptions.Tags: the embedded engine has no tags.");
        if (orchestratorName == default)
            throw new ArgumentException("An orchestrator's name is needed.", nameof(orchestratorName));

        string instanceId = TableKeys.CheckInstanceId(options?.InstanceId ?? Guid.NewGuid().ToString("N"));
        string version = options?.Version is { } given ? given.Version : DefaultVersion;
        using Activity? span = EngineTrace.Schedule(instanceId, orchestratorName, NullIfEmpty(version));
        HistoryEvent started = new()
        {
            Kind = HistoryEventKind.ExecutionStarted,
            Name = orchestratorName,
            Version = NullIfEmpty(version),
            Data = Converter.Serialize(input),
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
        await engine.ScheduleAsync(instanceId, started, options?.StartAt, Statuses(options?.DedupeStatuses), cancellation).ConfigureAwait(false);
        return instanceId;
    }

    /// <inheritdoc/>
    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using Activity? span = EngineTrace.Raise(TableKeys.CheckInstanceId(instanceId), eventName);
        await engine.RaiseAsync(instanceId, eventName, Converter.Serialize(eventPayload), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, untilEnd: false, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, untilEnd: true, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        engine.TerminateAsync(TableKeys.CheckInstanceId(instanceId), Converter.Serialize(options?.Output), options?.Recursive ?? false, cancellation);

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw NotSupported(nameof(SuspendInstanceAsync));

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw NotSupported(nameof(ResumeInstanceAsync));

    /// <inheritdoc/>
    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw NotSupported(nameof(RestartAsync));

    /// <inheritdoc/>
    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        throw NotSupported(nameof(RewindInstanceAsync));

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await engine.FindAsync(TableKeys.CheckInstanceId(instanceId), cancellation).ConfigureAwait(false) is { } row
            ? await DescribeAsync(row, getInputsAndOutputs, cancellation).ConfigureAwait(false)
            : null;

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => Pageable.Create(
        async (continuation, pageSize, cancellation) =>
        {
            filter ??= new();
            InstanceQuery query = new(
                filter.CreatedFrom,
                filter.CreatedTo,
                filter.Statuses?.ToArray() is { Length: > 0 } statuses ? statuses : null,
                filter.InstanceIdPrefix,
                pageSize ?? filter.PageSize,
                continuation ?? filter.ContinuationToken);
            InstancePage page = await engine.QueryAsync(query, cancellation).ConfigureAwait(false);

            List<OrchestrationMetadata> instances = [];
            foreach (InstanceRow row in page.Rows)
                instances.Add(await DescribeAsync(row, filter.FetchInputsAndOutputs, cancellation, queried: true).ConfigureAwait(false));
            return new Page<OrchestrationMetadata>(instances, page.Continuation);
        });

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        return new(await engine.PurgeAsync(TableKeys.CheckInstanceId(instanceId), options?.Recursive ?? false, cancellation).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        const int PageSize = 100;
        long begun = Environment.TickCount64;
        OrchestrationRuntimeStatus[] statuses = filter.Statuses?.ToArray() is { Length: > 0 } given
            ? given
            : [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

        int purged = 0;
        string? continuation = null;
        do
        {
            InstanceQuery query = new(filter.CreatedFrom, filter.CreatedTo, statuses, null, PageSize, continuation);
            InstancePage page = await engine.QueryAsync(query, cancellation).ConfigureAwait(false);
            foreach (InstanceRow row in page.Rows)
            {
                if (filter.Timeout is { } most && Environment.TickCount64 - begun >= most.TotalMilliseconds)
                    return new(purged, isComplete: false);
                purged += await engine.PurgeAsync(row.InstanceId, options?.Recursive ?? false, cancellation).ConfigureAwait(false);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return new(purged, isComplete: true);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? NullIfEmpty(string version) => version.Length == 0 ? null : version;

    private static NotSupportedException NotSupported(string member) => new($"{member}: the embedded engine does not support it.");

    private string DefaultVersion => options.DefaultVersion.Length > 0 ? options.DefaultVersion : engine.DefaultVersion;

    private static OrchestrationRuntimeStatus[]? Statuses(IReadOnlyList<string>? names) => names is null
        ? null
        : [.. names.Select(n => Enum.TryParse(n, ignoreCase: true, out OrchestrationRuntimeStatus status)
            ? status
            : throw new ArgumentException($"'{n}' is not a status of an instance.", nameof(names)))];

    private async Task<OrchestrationMetadata> WaitAsync(string instanceId, bool untilEnd, bool withPayloads, CancellationToken cancellation)
    {
        InstanceRow row = await engine.WaitAsync(TableKeys.CheckInstanceId(instanceId), untilEnd, cancellation).ConfigureAwait(false);
        return await DescribeAsync(row, withPayloads, cancellation).ConfigureAwait(false);
    }

    // As the Functions host, which tells neither custom status nor failure without the payloads; a query tells the status.
    private async Task<OrchestrationMetadata> DescribeAsync(
        InstanceRow row, bool withPayloads, CancellationToken cancellation, bool queried = false)
    {
        (HistoryEvent? started, HistoryEvent? end) = withPayloads
            ? await engine.ReadStartAndEndAsync(row, cancellation).ConfigureAwait(false)
            : (null, null);
        return new(row.Name, row.InstanceId)
        {
            DataConverter = withPayloads ? Converter : null,
            RuntimeStatus = row.Status,
            CreatedAt = row.CreatedAt,
            LastUpdatedAt = row.UpdatedAt,
            SerializedInput = started?.Data,
            SerializedOutput = end?.Data,
            SerializedCustomStatus = withPayloads || queried ? row.CustomStatus : null,
            FailureDetails = end?.Failure?.ToDetails(),
        };
    }
}
