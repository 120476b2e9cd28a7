using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>What the application has sent: a repeat must be the same message, whether or not the first one went out.</summary>
internal sealed class SentMessages
{
    private readonly ConcurrentDictionary<string, string> _contents = [];
    private readonly ConcurrentQueue<string> _violations = [];

    /// <summary>What must never be, and was.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>Minds a call.</summary>
    public void Remember(WireProxyCall call)
    {
        if (call.Service == WireProxyService.Tables)
            return;
        (string? send, string content) = (call.OperationId, call.Text);
        if (call.Service == WireProxyService.Sms)
        {
            JsonObject sms = JsonNode.Parse(content)!.AsObject();
            (send, content) = ((string?)sms["smsSendOptions"]?["tag"], (string)sms["message"]!);
        }

        if (send is null)
            _violations.Enqueue($"A message that nobody can tell from another one: {content}");
        else if (_contents.GetOrAdd(send, content) is { } first && first != content)
            _violations.Enqueue($"{send} was first\n{first}\nand then\n{content}");
    }
}
