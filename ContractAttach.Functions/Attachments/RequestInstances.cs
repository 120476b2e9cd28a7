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
    // HTTP-API: an entry is answered with its outcome within 5 s. The last of them is for the end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
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
    /// Raises the input, and watches the request until it has come as far as <paramref name="far"/> says: for 4 s at the most, also
    /// where the engine does not take it in. It may still do so later.
    /// </summary>
    /// <returns>How far it has come, there or not; null where nothing is known of it, or it has ended meanwhile.</returns>
    public async Task<AttachProgress?> AskAsync(
        DurableTaskClient durable, RequestRow request, RequestInput input, Predicate<AttachProgress> far, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var late = new CancellationTokenSource(Patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (!await RaiseAsync(durable, request, input, over.Token))
                return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return await WatchAsync(durable, request.Id, far, over.Token, cancellationToken);
    }

    /// <summary>
    /// Watches the request until it has come as far as <paramref name="far"/> says, for as long as is said here. It asks twice a second, and
    /// holds no thread.
    /// </summary>
    /// <returns>How far it has come, there or not.</returns>
    public async Task<AttachProgress?> WatchAsync(
        DurableTaskClient durable, string requestId, Predicate<AttachProgress> far, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        return await WatchAsync(durable, requestId, far, over.Token, cancellationToken);
    }

    /// <summary>
    /// Watches a request that is being attached until it has ended, for a second at the most: mostly nobody need look at it again.
    /// </summary>
    /// <param name="durable">The orchestrations.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="known">How far it has come. That stands, whatever becomes of the engine now: the caller is told no less.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>How far it has come, there or not.</returns>
    public async Task<AttachProgress> WatchEndAsync(DurableTaskClient durable, string requestId, AttachProgress known, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        using var late = new CancellationTokenSource(EndPatience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);

        // An engine that tells of the end does so at once. The Functions host on Azure Storage looks for it every 2 s.
        Task<AttachProgress?> told = ToldAsync();
        Task<AttachProgress?> seen = WatchAsync(durable, requestId, far => far.EndedAt is not null, over.Token, cancellationToken);
        try
        {
            return (await Task.WhenAny(told, seen) == told && told.IsCompletedSuccessfully ? await told : await seen) ?? known;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return known;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll((Task)told, seen).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<AttachProgress?> ToldAsync()
        {
            await durable.WaitForInstanceCompletionAsync(requestId, over.Token);
            return await ProgressAsync(durable, requestId, over.Token);
        }
    }

    // A look may hang too, where the engine's store is away: it ends with the watch.
    private async Task<AttachProgress?> WatchAsync(
        DurableTaskClient durable, string requestId, Predicate<AttachProgress> far, CancellationToken over, CancellationToken cancellationToken)
    {
        AttachProgress? progress = null;
        try
        {
            for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                progress = await ProgressAsync(durable, requestId, over);
                if (progress is not null && far(progress))
                    return progress;
                await Task.Delay(pause, time, over);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return progress;
        }
    }
}
