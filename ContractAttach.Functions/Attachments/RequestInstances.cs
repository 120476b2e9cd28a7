using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Functions.Orchestrations;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ContractAttach.Functions.Attachments;

/// <summary>
/// The orchestrations of requests, seen from the HTTP side. What scheduling or raising throws differs between versions of
/// the runtime, so nothing here depends on it: after any failure, row and instance are read again and decide.
/// </summary>
public sealed class RequestInstances(AttachmentStore store, Attacher attacher, CodeBook codes, IOptions<AttachmentOptions> options, TimeProvider time)
{
    // HTTP-API: an entry is answered with its outcome within 5 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>How far the request has come; null where its orchestration has not run yet, is not there, or has failed.</summary>
    public static async Task<AttachProgress?> ProgressAsync(DurableTaskClient durable, string requestId, CancellationToken cancellationToken) =>
        Progress(await durable.GetInstanceAsync(requestId, getInputsAndOutputs: true, cancellationToken));

    /// <inheritdoc cref="ProgressAsync"/>
    public static AttachProgress? Progress(OrchestrationMetadata? instance) =>
        instance?.SerializedCustomStatus is null or "null" ? null : instance.ReadCustomStatusAs<AttachProgress>();

    /// <summary>
    /// The request as it stands, and how far it has come. An open request that has lost its orchestration gets it back; one
    /// whose orchestration has ended without ending it is ended here.
    /// </summary>
    public async Task<(RequestRow Request, AttachProgress? Progress)?> FindAsync(DurableTaskClient durable, string accountId, string requestId, CancellationToken cancellationToken)
    {
        if (await store.FindRequestAsync(accountId, requestId, cancellationToken) is not { } request)
            return null;
        return await ReadAsync(durable, request, cancellationToken);
    }

    /// <summary>As <see cref="FindAsync"/>, for a request whose row has been read.</summary>
    public async Task<(RequestRow Request, AttachProgress? Progress)> ReadAsync(DurableTaskClient durable, RequestRow request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        ArgumentNullException.ThrowIfNull(request);
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(request.Id, getInputsAndOutputs: true, cancellationToken);
        AttachProgress? progress = Progress(instance);
        if (request.End is not null)
            return (request, progress);
        if (instance is null)
        {
            await ScheduleAsync(durable, request, cancellationToken);
        }
        else if (instance.IsCompleted)
        {
            // The row was read before the orchestration wrote its end there; or the orchestration failed, and never will.
            request.End = await attacher.EndAsync(request.PartitionKey, request.Id, RequestStatus.Expired, null, cancellationToken);
        }

        return (request, progress);
    }

    /// <summary>Schedules the request's orchestration, unless it is there already.</summary>
    public async Task ScheduleAsync(DurableTaskClient durable, RequestRow request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        ArgumentNullException.ThrowIfNull(request);
        AttachRules rules = AttachRules.From(options.Value);
        var input = new AttachInput(
            request.PartitionKey,
            request.NeedsCode,
            request.LineUser is not null,
            request.ContactDetails is not null,
            request.ExpiresAt.UtcDateTime,
            rules,
            request.Seed is { } seed ? [.. Enumerable.Range(1, rules.Sends).Select(send => codes.Digest(seed, request.Id, send, codes.Derive(seed, send)))] : []);
        await durable.ScheduleOnceAsync(AttachContractOrchestrator.Name, request.Id, input, cancellationToken);
    }

    /// <summary>Raises the input; false where the request has ended meanwhile.</summary>
    public async Task<bool> RaiseAsync(DurableTaskClient durable, RequestRow request, RequestInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            await durable.RaiseEventAsync(request.Id, RequestInput.EventName, input, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (await FindAsync(durable, request.PartitionKey, request.Id, cancellationToken) is not { Request.End: null })
                return false;
            await durable.RaiseEventAsync(request.Id, RequestInput.EventName, input, cancellationToken);
            return true;
        }
    }

    /// <summary>
    /// Watches the request until it has come as far as <paramref name="far"/> says, for 5 s at the most.
    /// </summary>
    /// <returns>How far it has come, there or not.</returns>
    public Task<AttachProgress?> WatchAsync(DurableTaskClient durable, string requestId, Predicate<AttachProgress> far, CancellationToken cancellationToken) =>
        WatchAsync(durable, requestId, far, Patience, cancellationToken);

    /// <summary>As the other, for as long as is said here. It asks twice a second, and holds no thread.</summary>
    public async Task<AttachProgress?> WatchAsync(
        DurableTaskClient durable, string requestId, Predicate<AttachProgress> far, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(far);
        long began = time.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            AttachProgress? progress = await ProgressAsync(durable, requestId, cancellationToken);
            TimeSpan left = patience - time.GetElapsedTime(began);
            if ((progress is not null && far(progress)) || left <= TimeSpan.Zero)
                return progress;
            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
        }
    }

    /// <summary>
    /// Watches a request that is being attached until it has ended, for a second at the most: mostly nobody need look at it again.
    /// </summary>
    /// <returns>How far it has come, there or not.</returns>
    public async Task<AttachProgress?> WatchEndAsync(DurableTaskClient durable, string requestId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // An engine that tells of the end does so at once. The Functions host on Azure Storage looks for it every 2 s.
        Task told = durable.WaitForInstanceCompletionAsync(requestId, over.Token);
        Task<AttachProgress?> seen = WatchAsync(durable, requestId, far => far.EndedAt is not null, EndPatience, over.Token);
        try
        {
            return await Task.WhenAny(told, seen) == told && told.IsCompletedSuccessfully
                ? await ProgressAsync(durable, requestId, cancellationToken)
                : await seen;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(told, seen).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
