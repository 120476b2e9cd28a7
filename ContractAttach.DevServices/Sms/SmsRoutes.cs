using System.Globalization;
using System.Text.RegularExpressions;
using ContractAttach.DevServices.Communication;
using ContractAttach.DevServices.Faults;
using ContractAttach.DevServices.Messages;

namespace ContractAttach.DevServices.Sms;

/// <summary>The SMS service of Azure Communication Services.</summary>
internal static partial class SmsRoutes
{
    /// <summary>Maps <c>POST /sms</c>.</summary>
    public static void MapSms(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sms", SendAsync).WithMetadata(new AccessKeyRequired());

    private static async Task<IResult> SendAsync(
        HttpContext context, MessageLog log, FaultBoard faults, DeliveryReports reports, TimeProvider clock, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        (SmsRequest? request, string? error) = await ServiceRequest.ReadAsync<SmsRequest>(context.Request, cancellationToken);
        if ((error ?? request!.Error()) is string wrong)
            return ServiceError.BadRequest(wrong);

        Fault? fault = faults.Take(MessageKind.Sms, [.. request!.SmsRecipients!.Select(recipient => recipient!.To!)]);
        if (fault is not null)
            await fault.DelayAsync(clock, lifetime.ApplicationStopping, cancellationToken);
        if (fault.Refusal(context.Response) is IResult refusal)
            return refusal;

        SmsSendResult[] results = [.. request.SmsRecipients!.Select(recipient => Send(request, recipient!, fault, log, reports, clock))];
        return Results.Json(new { value = results }, statusCode: StatusCodes.Status202Accepted);
    }

    private static SmsSendResult Send(
        SmsRequest request, SmsRecipient recipient, Fault? fault, MessageLog log, DeliveryReports reports, TimeProvider clock)
    {
        string to = recipient.To!;
        Fault? own = fault?.Meets(to) is true ? fault : null;
        if (!E164().IsMatch(to))
            return Refused(to, StatusCodes.Status400BadRequest, "Invalid To phone number format.");
        if (own is { Mode: FaultMode.RecipientFail })
            return Refused(to, own.Status ?? StatusCodes.Status400BadRequest, "The recipient was refused, as /dev/faults asked for.");

        DateTimeOffset now = clock.GetUtcNow();
        Message message = log.Append(new Message
        {
            Kind = MessageKind.Sms,
            To = to,
            From = request.From!,
            Text = request.Message,
            At = now,
            Tag = request.SmsSendOptions?.Tag,
            OperationId = recipient.RepeatabilityRequestId ?? Guid.NewGuid().ToString(),
            MessageId = string.Create(CultureInfo.InvariantCulture, $"Outgoing_{now:yyyyMMddHHmmss}_{Guid.NewGuid()}"),
            State = own is { Mode: FaultMode.ReportFailed } ? MessageState.Failed : MessageState.Delivered,
        });
        if (request.SmsSendOptions is { EnableDeliveryReport: true })
            reports.Enqueue(message);
        return new SmsSendResult(to, message.MessageId, StatusCodes.Status202Accepted, "accepted", Successful: true, ErrorMessage: null);
    }

    private static SmsSendResult Refused(string to, int status, string message) =>
        new(to, MessageId: null, status, RepeatabilityResult: null, Successful: false, message);

    [GeneratedRegex(@"^\+[1-9]\d{1,14}$")]
    private static partial Regex E164();
}
