using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Functions.DeliveryReports;

/// <summary>
/// Takes what became of the codes' SMS, which Event Grid posts as CloudEvents. A code that did not arrive may be sent again at
/// once; the last one that did not ends its request.
/// </summary>
public static class DeliveryReportFunctions
{
    private const string Route = "hooks/sms-delivery-reports";

    // Event Grid posts at most 1 MiB at a time: learn.microsoft.com/azure/event-grid/quotas-limits
    private const int LargestBatch = 1024 * 1024;

    // The sender of the handshake, as Event Grid names itself: learn.microsoft.com/azure/event-grid/webhook-event-delivery
    private const string EventGrid = "eventgrid.azure.net";

    /// <summary>Takes reports. Those that find no request waiting for a code are ignored, and so is one that comes again.</summary>
    [Function("TakeDeliveryReports")]
    public static async Task<IResult> TakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        foreach (DeliveryReport report in DeliveryReport.Read(await request.ReadAllAsync(LargestBatch, cancellationToken)))
        {
            if (report.Failed && SendTag.TryParse(report.Tag, out SendTag? tag) && await AwaitsAsync(durable, tag, cancellationToken))
                await TellAsync(durable, tag, cancellationToken);
        }

        return Results.Ok();
    }

    /// <summary>The handshake of the CloudEvents web hook: reports of Event Grid are welcome.</summary>
    [Function("AgreeToDeliveryReports")]
    public static IResult Agree([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = Route)] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        IHeaderDictionary headers = request.HttpContext.Response.Headers;
        headers.Allow = "POST, OPTIONS";
        if (request.Headers["WebHook-Request-Origin"] == EventGrid)
        {
            headers["WebHook-Allowed-Origin"] = EventGrid;
            headers["WebHook-Allowed-Rate"] = "*";
        }

        return Results.Ok();
    }

    // Whether the request waits for a code and does not know yet. Raising to one that does not would only lengthen its history.
    private static async Task<bool> AwaitsAsync(DurableTaskClient durable, SendTag tag, CancellationToken cancellationToken)
    {
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(tag.RequestId, getInputsAndOutputs: true, cancellationToken);
        if (instance is not { IsCompleted: false } || instance.Name != AttachContractOrchestrator.Name)
            return false;
        AttachProgress? progress = RequestInstances.Progress(instance);
        return progress is null
            || (progress.Status is RequestStatus.SendingCode or RequestStatus.AwaitingCode && !(progress.SendFailed && progress.Sends == tag.Send));
    }

    private static async Task TellAsync(DurableTaskClient durable, SendTag tag, CancellationToken cancellationToken)
    {
        try
        {
            await durable.RaiseEventAsync(tag.RequestId, RequestInput.EventName, new RequestInput(InputKind.SendFailed, Send: tag.Send), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What this throws differs between versions of the runtime. Where the request has not ended, the report is to come again.
            if (await AwaitsAsync(durable, tag, cancellationToken))
                throw;
        }
    }
}
