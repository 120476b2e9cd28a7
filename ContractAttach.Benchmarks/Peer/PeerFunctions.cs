using ContractAttach.Accounts;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Benchmarks.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Benchmarks.Peer;

/// <summary>The peer's HTTP functions: start, status, entry. The status is the orchestration's own, as clients of that shape poll it.</summary>
internal sealed class PeerFunctions(SignedInAccounts accounts)
{
    private const string Route = "api/v1/attach-requests";

    /// <summary>Starts a verification.</summary>
    [Function("PeerStart")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        Account account = await accounts.AccountAsync(request, cancellationToken);
        StartBody body = await ReadAsync<StartBody>(request, cancellationToken);
        string id = await durable.ScheduleNewOrchestrationInstanceAsync(PeerOrchestrator.Name, new PeerInput(account.Id, body.Identifiers.LineNumber), cancellationToken);
        return Results.Json(new { id }, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>How far a verification has come.</summary>
    [Function("PeerStatus")]
    public async Task<IResult> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        await accounts.PersonAsync(request, cancellationToken);
        OrchestrationMetadata? instance = await durable.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        return Results.Json(new { id, runtimeStatus = $"{instance?.RuntimeStatus}", customStatus = instance?.SerializedCustomStatus, failure = $"{instance?.FailureDetails}" });
    }

    /// <summary>Enters a code.</summary>
    [Function("PeerEntry")]
    public async Task<IResult> EnterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{id}/code")] HttpRequest request, string id, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        await accounts.PersonAsync(request, cancellationToken);
        CodeBody body = await ReadAsync<CodeBody>(request, cancellationToken);
        await durable.RaiseEventAsync(id, PeerOrchestrator.Entry, body.Code, cancellationToken);
        return Results.Json(new { id }, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken) =>
        await request.ReadFromJsonAsync<T>(cancellationToken) ?? throw new BadHttpRequestException("There is no body.");
}
