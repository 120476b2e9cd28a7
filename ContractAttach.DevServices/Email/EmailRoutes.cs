using ContractAttach.DevServices.Communication;
using ContractAttach.DevServices.Faults;
using ContractAttach.DevServices.Hosting;
using ContractAttach.DevServices.Messages;

namespace ContractAttach.DevServices.Email;

/// <summary>The e-mail service of Azure Communication Services.</summary>
internal static class EmailRoutes
{
    /// <summary>Maps <c>POST /emails:send</c> and <c>GET /emails/operations/{id}</c>.</summary>
    public static void MapEmail(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/emails:send", SendAsync).WithMetadata(new AccessKeyRequired());
        routes.MapGet("/emails/operations/{id}", Operation).WithMetadata(new AccessKeyRequired());
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, MessageLog log, FaultBoard faults, ServerAddress address, TimeProvider clock, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        string operationId = context.Request.Headers["Operation-Id"].FirstOrDefault() ?? Guid.NewGuid().ToString();
        if (!Guid.TryParse(operationId, out _))
            return ServiceError.BadRequest("The Operation-Id header must be a UUID.");
        (EmailRequest? request, string? error) = await ServiceRequest.ReadAsync<EmailRequest>(context.Request, cancellationToken);
        if ((error ?? request!.Error()) is string wrong)
            return ServiceError.BadRequest(wrong);

        Fault? fault = faults.Take(MessageKind.Email, [.. request!.Addresses.Select(recipient => recipient!)]);
        if (fault is not null)
            await fault.DelayAsync(clock, lifetime.ApplicationStopping, cancellationToken);
        if (fault.Refusal(context.Response) is IResult refusal)
            return refusal;

        foreach (string? recipient in request.Addresses)
            log.Append(Received(request, recipient!, operationId, fault, clock.GetUtcNow()));

        context.Response.Headers["Operation-Location"] = $"{address.Url}/emails/operations/{operationId}?api-version={context.Request.Query["api-version"]}";
        context.Response.Headers.RetryAfter = "1";
        return Results.Json(new { id = operationId, status = "Running", error = (object?)null }, statusCode: StatusCodes.Status202Accepted);
    }

    private static Message Received(EmailRequest request, string recipient, string operationId, Fault? fault, DateTimeOffset now) => new()
    {
        Kind = MessageKind.Email,
        To = recipient,
        From = request.SenderAddress!,
        Subject = request.Content!.Subject,
        Text = request.Content.PlainText,
        Html = request.Content.Html,
        At = now,
        OperationId = operationId,
        MessageId = operationId,
        State = fault is { Mode: FaultMode.RecipientFail or FaultMode.ReportFailed } && fault.Meets(recipient) ? MessageState.Failed : MessageState.Delivered,
    };

    private static IResult Operation(string id, MessageLog log)
    {
        IReadOnlyList<Message> messages = log.Find(message => message.Kind == MessageKind.Email && message.OperationId == id);
        if (messages.Count == 0)
            return ServiceError.Of(StatusCodes.Status404NotFound, "NotFound", "There is no such operation.");

        return messages.Any(message => message.State == MessageState.Failed)
            ? Results.Ok(new { id, status = "Failed", error = new { code = "EmailDropped", message = "The message was not delivered, as /dev/faults asked for." } })
            : Results.Ok(new { id, status = "Succeeded", error = (object?)null });
    }
}
