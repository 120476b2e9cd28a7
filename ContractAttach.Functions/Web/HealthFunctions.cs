using Azure.Data.Tables;
using ContractAttach.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Functions.Web;

/// <summary>Whether the service lives, and whether it can serve.</summary>
public sealed partial class HealthFunctions(Tables tables, ILogger<HealthFunctions> logger)
{
    /// <summary>200 while the process answers.</summary>
    [Function("HealthLive")]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) =>
        Results.Json(new { status = "live" });

    /// <summary>200 while storage answers and the durable engine runs; 503 with the part that does not.</summary>
    [Function("HealthReady")]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        string storage = await CheckAsync(() => tables.Accounts.GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken), "storage");
        string engine = await CheckAsync(() => durable.GetInstanceAsync("health", cancellationToken), "engine");
        bool ready = storage == "ready" && engine == "ready";
        return Results.Json(new { status = ready ? "ready" : "unavailable", storage, engine }, statusCode: ready ? 200 : 503);
    }

    private async Task<string> CheckAsync(Func<Task> check, string part)
    {
        try
        {
            // Shorter than what a load balancer waits for an answer.
            await check().WaitAsync(TimeSpan.FromSeconds(3));
            return "ready";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogUnavailable(part, exception);
            return "unavailable";
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Part} does not answer")]
    private partial void LogUnavailable(string part, Exception exception);
}
