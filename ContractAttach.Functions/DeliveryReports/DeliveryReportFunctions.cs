using System.Text.Json.Nodes;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Web;
using ContractAttach.Functions.Web.OpenApi;
using ContractAttach.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.DeliveryReports;

/// <summary>
/// Takes what became of the codes' SMS, which Event Grid posts as CloudEvents. A code that did not arrive may be sent again at
/// once; the last one that did not ends its request.
/// </summary>
[ApiGroup("Web hooks", "For the services around this one.")]
public sealed class DeliveryReportFunctions(RequestMetrics metrics)
{
    private const string Route = "hooks/sms-delivery-reports";

    // Event Grid posts at most 1 MiB at a time: learn.microsoft.com/azure/event-grid/quotas-limits
    private const int LargestBatch = 1024 * 1024;

    // The sender of the handshake, as Event Grid names itself: learn.microsoft.com/azure/event-grid/webhook-event-delivery
    private const string EventGrid = "eventgrid.azure.net";

    /// <summary>Takes reports. Those that find no request waiting for a code are ignored, and so is one that comes again.</summary>
    [Function("TakeDeliveryReports")]
    [ApiCall("Takes delivery reports of SMS", Description = "CloudEvents 1.0 of Azure Communication Services, as Event Grid posts them, at most 1 MiB. Those that find no request are ignored.")]
    [ApiBody(typeof(JsonObject), MediaType = "application/cloudevents+json", Example = """{"specversion":"1.0","id":"1","source":"/communication","type":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"deliveryStatus":"Failed","tag":"01J9ZC3V5T8Q2W4E6R7Y0K1M3N:1"}}""")]
    [ApiBody(typeof(JsonObject[]), MediaType = "application/cloudevents-batch+json", Example = """[{"specversion":"1.0","id":"1","source":"/communication","type":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"deliveryStatus":"Failed","tag":"01J9ZC3V5T8Q2W4E6R7Y0K1M3N:1"}}]""")]
    [ApiAnswer(StatusCodes.Status200OK, "The reports are taken.")]
    [ApiErrors(nameof(ApiErrorCode.TryAgain), nameof(ApiErrorCode.InternalError))]
    public async Task<IResult> TakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        foreach (DeliveryReport report in DeliveryReport.Read(await request.ReadAllAsync(LargestBatch, cancellationToken)))
        {
            if (report.Failed && SendTag.TryParse(report.Tag, out SendTag? tag) && await AwaitsAsync(durable, tag, cancellationToken))
            {
                await TellAsync(durable, tag, cancellationToken);
                metrics.Sent(CodeFate.NotDelivered);
            }
        }

        return Results.Ok();
    }

    /// <summary>The handshake of the CloudEvents web hook: reports of Event Grid are welcome.</summary>
    [Function("AgreeToDeliveryReports")]
    [ApiCall("The handshake of the CloudEvents web hook")]
    [ApiParameter("WebHook-Request-Origin", ParameterLocation.Header, "Who wants to send events.", Example = EventGrid)]
    [ApiAnswer(StatusCodes.Status200OK, "Whose events are welcome.", Headers = ["Allow", ApiHeaders.AllowedOrigin, ApiHeaders.AllowedRate])]
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
