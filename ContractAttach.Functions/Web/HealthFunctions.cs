using Azure.Data.Tables;
using ContractAttach.Functions.Web.OpenApi;
using ContractAttach.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Functions.Web;

/// <summary>Whether the service lives, and whether it can serve.</summary>
[ApiGroup("Service", "The service itself.")]
public sealed partial class HealthFunctions(Tables tables, ILogger<HealthFunctions> logger)
{
    /// <summary>200 while the process answers.</summary>
    [Function("HealthLive")]
    [ApiCall("Whether the process answers")]
    [ApiAnswer(StatusCodes.Status200OK, "It does.", typeof(LivenessView))]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Results.Json(new LivenessView("live"), ApiJson.Options);

    /// <summary>200 while storage answers and the durable engine runs; 503 with the part that does not.</summary>
    [Function("HealthReady")]
    [ApiCall("Whether the service can serve")]
    [ApiAnswer(StatusCodes.Status200OK, "It can.", typeof(ReadinessView))]
    [ApiAnswer(StatusCodes.Status503ServiceUnavailable, "It cannot: storage or the durable engine does not answer.", typeof(ReadinessView))]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        Availability storage = await CheckAsync(() => tables.Accounts.GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken), "storage");
        Availability engine = await CheckAsync(() => durable.GetInstanceAsync("health", cancellationToken), "engine");
        bool ready = storage == Availability.Ready && engine == Availability.Ready;
        return Results.Json(
            new ReadinessView(ready ? Availability.Ready : Availability.Unavailable, storage, engine),
            ApiJson.Options,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<Availability> CheckAsync(Func<Task> check, string part)
    {
        try
        {
            // Shorter than what a load balancer waits for an answer.
            await check().WaitAsync(TimeSpan.FromSeconds(3));
            return Availability.Ready;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogUnavailable(part, exception);
            return Availability.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Part} does not answer")]
    private partial void LogUnavailable(string part, Exception exception);
}
