using System.Text.Json.Nodes;
using ContractAttach.Functions.Attachments;
using ContractAttach.Functions.Regroupings;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace ContractAttach.Tests.Upgrade;

/// <summary>What an instance was given or has given, as recorded, and the type that the present code has for it.</summary>
/// <param name="What">Whose it is.</param>
/// <param name="Recorded">The JSON.</param>
/// <param name="Type">The type.</param>
internal sealed record Payload(string What, string Recorded, Type Type)
{
    /// <summary>All of an instance: its input, status and events, and its activities' inputs and outputs.</summary>
    public static IEnumerable<Payload> Of(InstanceRow row)
    {
        ApplicationTasks tasks = new(TimeProvider.System);
        tasks.Add(new DurableTaskRegistry());
        List<HistoryEvent> history = HistoryText.Read(row.History);
        foreach (HistoryEvent e in history.Where(e => e.Data is not null))
        {
            string? called = history.Find(call => call.Kind == HistoryEventKind.TaskScheduled && call.Id == e.Id)?.Name;
            yield return e.Kind switch
            {
                HistoryEventKind.ExecutionStarted => new("input of " + e.Name, e.Data!, e.Name == AttachContractOrchestrator.Name ? typeof(AttachInput) : typeof(RegroupInput)),
                HistoryEventKind.EventRaised => new("event " + e.Name, e.Data!, typeof(RequestInput)),
                HistoryEventKind.TaskScheduled => new("input of " + called, e.Data!, tasks.Activities[called!].Input),
                HistoryEventKind.TaskCompleted => new("output of " + called, e.Data!, tasks.Activities[called!].Output),
                _ => throw new InvalidOperationException($"{e.Kind} has data, which nobody looks at."),
            };
        }

        if (row.CustomStatus is { } status)
            yield return new("status", status, typeof(AttachProgress));
    }

    /// <summary>Whether the present code reads all of it: what it would write has every member that is recorded, with the same value.</summary>
    public bool IsReadWhole()
    {
        object? read = JsonDataConverter.Default.Deserialize(Recorded, Type);
        return Covers(JsonNode.Parse(JsonDataConverter.Default.Serialize(read)!), JsonNode.Parse(Recorded));
    }

    private static bool Covers(JsonNode? now, JsonNode? recorded) => (now, recorded) switch
    {
        (JsonObject has, JsonObject had) => had.All(member => has.TryGetPropertyValue(member.Key, out JsonNode? value) && Covers(value, member.Value)),
        (JsonArray has, JsonArray had) => has.Count == had.Count && has.Zip(had).All(pair => Covers(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(now, recorded),
    };
}
