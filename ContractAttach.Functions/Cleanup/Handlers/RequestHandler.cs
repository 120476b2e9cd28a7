using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Attachments;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Functions.Cleanup.Handlers;

/// <summary>
/// A request that should be over: ended where its orchestration is lost or stuck, and brought to its end where the process died
/// on the way. One that is attaching never expires, and is looked at again.
/// </summary>
internal sealed partial class RequestHandler(
    AttachmentStore store, Attacher attacher, ReverseLinks reverse, Retention retention, DueItems due, TimeProvider time, ILogger<RequestHandler> logger) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => DueKinds.Request;

    /// <inheritdoc/>
    public async Task<CleanupFigures> HandleAsync(DueItem item, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        RequestRow? request = await store.FindRequestAsync(item.AccountId, item.Id, cancellationToken);
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(item.Id, getInputsAndOutputs: true, cancellationToken);
        if (request is { End: null } && IsAttaching(instance))
        {
            await due.AddAsync(item with { At = time.GetUtcNow() + NoticeDispatch.Again }, cancellationToken);
            return default;
        }

        CleanupFigures figures = request is null ? default : await EndAsync(request, cancellationToken);
        if (instance is { IsCompleted: false })
            await durable.TerminateInstanceAsync(item.Id, cancellation: cancellationToken);
        string? contractId = item.ContractId ?? request?.ContractId;
        if (contractId is not null && await reverse.SettleAsync(contractId, item.AccountId, item.Id, cancellationToken))
            figures += new CleanupFigures(Purged: 1);

        DateTimeOffset ended = request?.EndedAt ?? time.GetUtcNow();
        await due.AddAsync(new DueItem(ended + retention.Requests, DueKinds.RequestPurge, item.AccountId, item.Id, contractId), cancellationToken);
        return figures;
    }

    private static bool IsAttaching(OrchestrationMetadata? instance) =>
        instance is { IsRunning: true, SerializedCustomStatus: not (null or "null") }
        && instance.ReadCustomStatusAs<AttachProgress>()?.Status == RequestStatus.Attaching;

    private async Task<CleanupFigures> EndAsync(RequestRow request, CancellationToken cancellationToken)
    {
        if (request.End is not null)
        {
            NoticeCount told = await attacher.FollowUpAsync(request, cancellationToken);
            return new CleanupFigures(Sent: told.Sent, Left: told.Left);
        }

        RequestEnd end = await attacher.EndAsync(request.PartitionKey, request.Id, RequestStatus.Expired, null, cancellationToken);
        if (end.Status != RequestStatus.Expired)
            return default;
        LogEnded(request.Id);
        return new CleanupFigures(Ended: 1);
    }

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} was overdue: its orchestration was lost or stuck. It is ended as expired")]
    private partial void LogEnded(string requestId);
}
