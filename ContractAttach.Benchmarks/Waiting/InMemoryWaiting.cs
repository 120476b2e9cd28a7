using System.Diagnostics;
using ContractAttach.Attachments;
using ContractAttach.Benchmarks.Engine;
using ContractAttach.Functions.Attachments;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;

namespace ContractAttach.Benchmarks.Waiting;

/// <summary>The application's orchestrator on the engine's store in memory; activities answer at once, and the clock is moved by hand.</summary>
internal static class InMemoryWaiting
{
    private const int Entries = 200;

    private static readonly string[] s_digests = ["first", "second", "third"];
    private static readonly AttachRules s_rules = AttachRules.From(new AttachmentOptions());

    /// <summary>All of it: starts them, restarts, enters codes, lets the others run out.</summary>
    public static async Task<WaitingFigures> RunAsync(int count, CancellationToken cancellationToken)
    {
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
        InMemoryInstanceStore store = new();
        long began = Stopwatch.GetTimestamp();
        await using (InMemoryEngine first = await InMemoryEngine.StartAsync(store, time, tasks => Add(tasks, time), cancellationToken))
        {
            DateTime end = time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1);
            for (int i = 0; i < count; i++)
                await ScheduleAsync(first.Client, Id(i), end, cancellationToken);
            await AllAsync(first.Client, Enumerable.Range(0, count), progress => progress.Status == RequestStatus.AwaitingCode, cancellationToken);
        }

        double started = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long stored = GC.GetTotalMemory(forceFullCollection: true);
        began = Stopwatch.GetTimestamp();
        await using InMemoryEngine engine = await InMemoryEngine.StartAsync(store, time, tasks => Add(tasks, time), cancellationToken);
        await engine.Client.GetInstanceAsync(Id(0), cancellationToken);
        WaitingFigures figures = new()
        {
            Started = started,
            Ready = Stopwatch.GetElapsedTime(began).TotalSeconds,
            Heap = GC.GetTotalMemory(forceFullCollection: true) - stored,
            WorkingSet = Environment.WorkingSet,
        };

        int every = Math.Max(1, count / Entries);
        List<TimeSpan> entries = [];
        for (int i = 0; i < count && entries.Count < Entries; i += every)
        {
            long entered = Stopwatch.GetTimestamp();
            await engine.Client.RaiseEventAsync(Id(i), RequestInput.EventName, new RequestInput(InputKind.CodeEntered, "entry", s_digests), cancellationToken);
            await engine.Client.WaitForInstanceCompletionAsync(Id(i), cancellationToken);
            entries.Add(Stopwatch.GetElapsedTime(entered));
        }

        began = Stopwatch.GetTimestamp();
        time.Advance(TimeSpan.FromHours(2));
        await AllAsync(engine.Client, Enumerable.Range(0, count), progress => progress.EndedAt is not null, cancellationToken);
        return figures.With(entries) with { Ended = Stopwatch.GetElapsedTime(began).TotalSeconds };
    }

    /// <summary>One attach from its start to its end.</summary>
    public static async Task AttachAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        await ScheduleAsync(client, id, TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1), cancellationToken);
        await client.RaiseEventAsync(id, RequestInput.EventName, new RequestInput(InputKind.CodeEntered, "entry", s_digests), cancellationToken);
        await client.WaitForInstanceCompletionAsync(id, cancellationToken);
    }

    private static Task<string> ScheduleAsync(DurableTaskClient client, string id, DateTime end, CancellationToken cancellationToken) => client.ScheduleNewOrchestrationInstanceAsync(
        AttachContractOrchestrator.Name, new AttachInput(id, true, true, true, end, s_rules, s_digests), new StartOrchestrationOptions(id), cancellationToken);

    private static string Id(int number) => $"request-{number}";

    /// <summary>The application's orchestrator, and activities that answer at once.</summary>
    public static void Add(DurableTaskRegistry tasks, TimeProvider time)
    {
        tasks.AddOrchestratorFunc(AttachContractOrchestrator.Name, AttachContractOrchestrator.RunAsync);
        tasks.AddActivityFunc<SendCodeInput, SendCodeResult>(SendCodeActivity.Name, (_, _) => new SendCodeResult(true));
        tasks.AddActivityFunc<RequestKey, RequestEnd>(AttachContractActivity.Name, (_, _) => new RequestEnd(RequestStatus.Attached, null, time.GetUtcNow()));
        tasks.AddActivityFunc<EndRequestInput, RequestEnd>(EndRequestActivity.Name, (_, input) => new RequestEnd(input.Status, input.Reason, time.GetUtcNow()));
    }

    private static async Task AllAsync(DurableTaskClient client, IEnumerable<int> numbers, Predicate<AttachProgress> far, CancellationToken cancellationToken)
    {
        foreach (int number in numbers)
        {
            while (await RequestInstances.ProgressAsync(client, Id(number), cancellationToken) is not { } progress || !far(progress))
                await Task.Delay(1, cancellationToken);
        }
    }
}
