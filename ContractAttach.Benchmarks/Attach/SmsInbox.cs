using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>The telephones of the lines' users.</summary>
internal static partial class SmsInbox
{
    /// <summary>The code that came to a line, and when the SMS service accepted it.</summary>
    public static async Task<(string Code, DateTimeOffset At)> ReadSmsAsync(this DevServicesProcess services, string line, CancellationToken cancellationToken)
    {
        string query = $"kind=sms&to={Uri.EscapeDataString(line)}";
        await services.Http.GetStringAsync($"/dev/messages/wait?count=1&{query}", cancellationToken);
        JsonArray messages = (await services.Http.GetFromJsonAsync<JsonObject>($"/dev/messages?{query}", cancellationToken))!["items"]!.AsArray();
        return messages is [{ } sms, ..]
            ? (Code().Match((string)sms["text"]!).Value, (DateTimeOffset)sms["at"]!)
            : throw new InvalidOperationException($"No SMS reached {line} within half a minute.");
    }

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Code();
}
