using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Benchmarks.Processes;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>Does what a web channel and the line's user do: with the application and with the floor the same.</summary>
/// <param name="subject">The application or the floor.</param>
/// <param name="services">Where the SMS are read.</param>
/// <param name="firstPause">How long after the code's answer the request is looked at; then twice as long, and so on.</param>
internal sealed class AttachFlow(Subject subject, DevServicesProcess services, TimeSpan firstPause) : IAttachFlow
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<AttachTiming> AttachAsync(Customer customer, string line, CancellationToken cancellationToken)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        JsonNode request = await CallAsync(customer, HttpMethod.Post, "attach-requests", StartBody.Of(customer, line), cancellationToken);
        string path = $"attach-requests/{request["id"]}";
        (string code, DateTimeOffset accepted) = await services.ReadSmsAsync(line, cancellationToken);

        long entered = Stopwatch.GetTimestamp();
        request = await CallAsync(customer, HttpMethod.Post, $"{path}/code", new CodeBody(code), cancellationToken);
        TimeSpan? attached = IsAttached(request) ? Stopwatch.GetElapsedTime(entered) : null;
        TimeSpan pause = attached is null ? firstPause : TimeSpan.Zero;
        // A channel looks at the request at least once, whatever it was answered.
        do
        {
            await Task.Delay(pause, cancellationToken);
            request = await CallAsync(customer, HttpMethod.Get, path, null, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
        while (!IsAttached(request));
        return new AttachTiming(accepted - started, attached ?? Stopwatch.GetElapsedTime(entered));
    }

    private static bool IsAttached(JsonNode request) =>
        (string?)request["status"] == "attached"
        || (request["endedAt"] is null ? false : throw new InvalidOperationException($"The request was not attached: {request.ToJsonString()}"));

    private async Task<JsonNode> CallAsync(Customer customer, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using JsonContent? content = body is null ? null : JsonContent.Create(body, body.GetType());
        return await subject.CallAsync(method, path, customer.Token, content, cancellationToken);
    }
}
