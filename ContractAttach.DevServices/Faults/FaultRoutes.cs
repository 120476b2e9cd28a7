using System.Text.Json;
using ContractAttach.DevServices.Messages;

namespace ContractAttach.DevServices.Faults;

/// <summary>Sets what goes wrong.</summary>
internal static class FaultRoutes
{
    private static readonly string Shape =
        $"A fault is a JSON object: kind ({Names<MessageKind>()}), mode ({Names<FaultMode>()}) and, where wanted, status, retryAfterSeconds, delayMs, count (numbers) and to (a number or an address).";

    /// <summary>Maps <c>/dev/faults</c>.</summary>
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dev/faults", (FaultBoard board) => new { items = board.All });
        routes.MapPost("/dev/faults", async (HttpRequest request, FaultBoard board, CancellationToken cancellationToken) =>
        {
            Fault? fault = await ReadAsync(request, cancellationToken);
            if ((fault is null ? Shape : fault.Error()) is string error)
                return Results.Problem(error, statusCode: StatusCodes.Status400BadRequest);

            board.Set(fault!);
            return Results.Ok(new { items = board.All });
        });
        routes.MapDelete("/dev/faults", (FaultBoard board) =>
        {
            board.Clear();
            return Results.NoContent();
        });
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static async Task<Fault?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFromJsonAsync<Fault>(cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
