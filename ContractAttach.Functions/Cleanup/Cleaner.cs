using ContractAttach.Attachments;
using ContractAttach.Due;
using ContractAttach.Functions.Accounts;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Contracts;
using ContractAttach.Notifications;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Functions.Cleanup;

/// <summary>
/// Looks at what is due, and at nothing else: ends requests whose orchestration is lost or stuck, and sends the notices that
/// were left. Each item is safe to handle twice, and is deleted once it is done.
/// </summary>
public sealed partial class Cleaner(
    DueItems due,
    AttachmentStore store,
    Attacher attacher,
    LinkEnder ender,
    NoticeDispatch dispatch,
    OwnContracts own,
    AccountCloser closer,
    ContractChanges changes,
    CleanupMetrics metrics,
    TimeProvider time,
    ILogger<Cleaner> logger)
{
    /// <summary>One run over all that is due by now.</summary>
    public async Task<CleanupFigures> CleanAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(durable);
        var figures = new CleanupFigures();
        await foreach (DueItem item in due.ReadAsync(time.GetUtcNow(), cancellationToken))
        {
            try
            {
                await HandleAsync(durable, item, figures, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The others are not to wait for it; it stays due.
                figures.Left++;
                LogLeft(item.Kind, exception);
            }
        }

        metrics.Add(figures);
        LogDone(figures.Ended, figures.Sent, figures.Left);
        return figures;
    }

    private async Task HandleAsync(DurableTaskClient durable, DueItem item, CleanupFigures figures, CancellationToken cancellationToken)
    {
        switch (item.Kind)
        {
            case DueKinds.Request when await IsAttachingAsync(durable, item, cancellationToken):
                // It never expires: looked at again in a while.
                await due.AddAsync(item with { At = time.GetUtcNow() + NoticeDispatch.Again }, cancellationToken);
                break;
            case DueKinds.Request:
                await EndAsync(durable, item, figures, cancellationToken);
                break;
            case DueKinds.Notices:
                await SendLeftAsync(item, figures, cancellationToken);
                break;
            case DueKinds.EndedLink:
                Note(await ender.FollowUpAsync(item.AccountId, item.Id, cancellationToken), figures);
                break;
            case DueKinds.OwnContracts:
                await own.AttachAsync(item.AccountId, int.MaxValue, cancellationToken);
                break;
            case DueKinds.ClosedAccount:
                Note(await closer.FinishAsync(durable, item.AccountId, cancellationToken), figures);
                break;
            case DueKinds.ContractChange:
                await changes.FinishAsync(durable, item.Id, cancellationToken);
                break;
        }

        await due.RemoveAsync(item, cancellationToken);
    }

    private async Task SendLeftAsync(DueItem item, CleanupFigures figures, CancellationToken cancellationToken) =>
        Note(await dispatch.SendAsync(item.AccountId, item.Id, null, cancellationToken), figures);

    private static void Note(NoticeCount count, CleanupFigures figures)
    {
        figures.Sent += count.Sent;
        figures.Left += count.Left;
    }

    private async Task<bool> IsAttachingAsync(DurableTaskClient durable, DueItem item, CancellationToken cancellationToken)
    {
        if (await store.FindRequestAsync(item.AccountId, item.Id, cancellationToken) is not { End: null })
            return false;
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(item.Id, getInputsAndOutputs: true, cancellationToken);
        return instance is { IsRunning: true, SerializedCustomStatus: not (null or "null") }
            && instance.ReadCustomStatusAs<AttachProgress>()?.Status == RequestStatus.Attaching;
    }

    private async Task EndAsync(DurableTaskClient durable, DueItem item, CleanupFigures figures, CancellationToken cancellationToken)
    {
        RequestRow? request = await store.FindRequestAsync(item.AccountId, item.Id, cancellationToken);
        if (request?.End is not null)
            await SendLeftAsync(item, figures, cancellationToken);
        if (request is not { End: null })
            return;
        RequestEnd end = await attacher.EndAsync(item.AccountId, item.Id, RequestStatus.Expired, null, cancellationToken);
        if (end.Status != RequestStatus.Expired)
            return;

        figures.Ended++;
        LogEnded(request.Id);
        if (await durable.GetInstanceAsync(item.Id, cancellationToken) is { IsCompleted: false })
            await durable.TerminateInstanceAsync(item.Id, cancellation: cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Clean-up: {Ended} overdue requests ended, {Sent} notices sent, {Left} items left for the next run")]
    private partial void LogDone(int ended, int sent, int left);

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} was overdue: its orchestration was lost or stuck. It is ended as expired")]
    private partial void LogEnded(string requestId);

    [LoggerMessage(LogLevel.Warning, "Clean-up could not handle an item of kind {Kind}: it stays due")]
    private partial void LogLeft(string kind, Exception exception);
}
