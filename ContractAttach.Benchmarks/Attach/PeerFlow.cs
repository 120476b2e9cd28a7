using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Benchmarks.Peer;
using ContractAttach.Benchmarks.Processes;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>Does what a client of the peer does: it polls the status until a code is awaited, and again until all is done.</summary>
/// <param name="subject">The peer.</param>
/// <param name="services">Where the SMS are read.</param>
/// <param name="pause">How long between two polls.</param>
internal sealed class PeerFlow(Subject subject, DevServicesProcess services, TimeSpan pause) : IAttachFlow
{
    /// <inheritdoc/>
    public async Task<AttachTiming> AttachAsync(Customer customer, string line, CancellationToken cancellationToken)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        using JsonContent start = JsonContent.Create(StartBody.Of(customer, line));
        JsonNode verification = await subject.CallAsync(HttpMethod.Post, "attach-requests", customer.Token, start, cancellationToken);
        string path = $"attach-requests/{verification["id"]}";
        await PollAsync(customer, path, status => (string?)status["customStatus"] == $"\"{PeerOrchestrator.Waiting}\"", cancellationToken);
        (string code, DateTimeOffset accepted) = await services.ReadSmsAsync(line, cancellationToken);

        long entered = Stopwatch.GetTimestamp();
        using JsonContent entry = JsonContent.Create(new CodeBody(code));
        await subject.CallAsync(HttpMethod.Post, $"{path}/code", customer.Token, entry, cancellationToken);
        await PollAsync(customer, path, status => (string?)status["runtimeStatus"] == "Completed", cancellationToken);
        return new AttachTiming(accepted - started, Stopwatch.GetElapsedTime(entered));
    }

    private async Task PollAsync(Customer customer, string path, Predicate<JsonNode> until, CancellationToken cancellationToken)
    {
        JsonNode status;
        do
        {
            await Task.Delay(pause, cancellationToken);
            status = await subject.CallAsync(HttpMethod.Get, path, customer.Token, null, cancellationToken);
            if ((string?)status["runtimeStatus"] == "Failed")
                throw new InvalidOperationException($"The contract was not attached: {status.ToJsonString()}");
        }
        while (!until(status));
    }
}
