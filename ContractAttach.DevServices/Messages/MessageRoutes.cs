namespace ContractAttach.DevServices.Messages;

/// <summary>What the phones and mailboxes of the world received.</summary>
internal static class MessageRoutes
{
    /// <summary>Maps <c>/dev/messages</c>.</summary>
    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dev/messages", (string? to, string? kind, string? since, int? limit, MessageLog log) =>
            MessageQuery.TryParse(to, kind, since, out MessageQuery query, out string? error)
                ? Results.Ok(new { items = log.Find(query.Matches).Take(limit ?? int.MaxValue) })
                : Results.Problem(error, statusCode: StatusCodes.Status400BadRequest));
        routes.MapDelete("/dev/messages", (MessageLog log) =>
        {
            log.Clear();
            return Results.NoContent();
        });
        routes.MapGet("/dev/messages/wait", WaitAsync);
    }

    /// <summary>Answers as soon as <paramref name="count"/> messages are there, or with what is there when the time is over.</summary>
    private static async Task<IResult> WaitAsync(
        int count, string? to, string? kind, int? timeoutSeconds, MessageLog log, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!MessageQuery.TryParse(to, kind, since: null, out MessageQuery query, out string? error))
            return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);

        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(Math.Clamp(timeoutSeconds ?? 30, 0, 600)), clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await log.WaitAsync(query.Matches, count, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // The answer says how many there are.
        }

        int found = log.Find(query.Matches).Count;
        return Results.Ok(new { count = found, reached = found >= count });
    }
}
