using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Benchmarks.Processes;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>Does what a web channel and the line's user do.</summary>
/// <param name="stage">The processes.</param>
/// <param name="firstPause">How long after the code's answer the request is looked at; then twice as long, and so on.</param>
internal sealed partial class AttachFlow(Stage stage, TimeSpan firstPause)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Attaches the contract of a mobile line.</summary>
    public async Task<AttachTiming> AttachAsync(Customer customer, string line, CancellationToken cancellationToken)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        JsonNode request = await CallAsync(customer, HttpMethod.Post, "attach-requests", Start(customer, line), cancellationToken);
        string path = $"attach-requests/{request["id"]}";
        (string code, DateTimeOffset accepted) = await ReadSmsAsync(line, cancellationToken);

        long entered = Stopwatch.GetTimestamp();
        request = await CallAsync(customer, HttpMethod.Post, $"{path}/code", new { code }, cancellationToken);
        for (TimeSpan pause = firstPause; (string?)request["status"] != "attached"; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (request["endedAt"] is not null)
                throw new InvalidOperationException($"The request was not attached: {request.ToJsonString()}");
            await Task.Delay(pause, cancellationToken);
            request = await CallAsync(customer, HttpMethod.Get, path, null, cancellationToken);
        }

        return new AttachTiming(accepted - started, Stopwatch.GetElapsedTime(entered));
    }

    private static object Start(Customer customer, string line) => new
    {
        segment = "consumer",
        contractKind = "mobile",
        identifiers = new { lineNumber = line },
        lineUser = new { kind = "other", firstName = "Léa", lastName = "Martin" },
        contactDetails = new { email = customer.Email },
    };

    private async Task<(string Code, DateTimeOffset At)> ReadSmsAsync(string line, CancellationToken cancellationToken)
    {
        string query = $"kind=sms&to={Uri.EscapeDataString(line)}";
        HttpClient log = stage.DevServices.Http;
        await log.GetStringAsync($"/dev/messages/wait?count=1&{query}", cancellationToken);
        JsonArray messages = (await log.GetFromJsonAsync<JsonObject>($"/dev/messages?{query}", cancellationToken))!["items"]!.AsArray();
        return messages is [{ } sms, ..]
            ? (Code().Match((string)sms["text"]!).Value, (DateTimeOffset)sms["at"]!)
            : throw new InvalidOperationException($"No SMS reached {line} within half a minute.");
    }

    private async Task<JsonNode> CallAsync(Customer customer, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using JsonContent? content = body is null ? null : JsonContent.Create(body);
        return await stage.CallAsync(method, path, customer.Token, content, cancellationToken);
    }

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Code();
}
