namespace ContractAttach.DevServices.Faults;

/// <summary>Sets what goes wrong.</summary>
internal static class FaultRoutes
{
    /// <summary>Maps <c>/dev/faults</c>.</summary>
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dev/faults", (FaultBoard board) => new { items = board.All });
        routes.MapPost("/dev/faults", (Fault fault, FaultBoard board) =>
        {
            if (fault.Error() is string error)
                return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);

            board.Set(fault);
            return Results.Ok(new { items = board.All });
        });
        routes.MapDelete("/dev/faults", (FaultBoard board) =>
        {
            board.Clear();
            return Results.NoContent();
        });
    }
}
