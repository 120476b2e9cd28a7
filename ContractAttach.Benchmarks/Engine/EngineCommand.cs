using System.CommandLine;
using System.Diagnostics;
using ContractAttach.Benchmarks.Report;
using ContractAttach.LocalRuntime.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ContractAttach.Benchmarks.Engine;

/// <summary>The command <c>engine</c>: what an episode costs by the length of the history that it replays, and what waiting costs.</summary>
internal static class EngineCommand
{
    // As many episodes for each length, so that each is measured for about as long.
    private const int Episodes = 4_000;
    private const int Waiting = 10_000;

    private static readonly int[] s_lengths = [10, 100, 1_000];
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(5);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("engine", "The embedded engine on a store in memory: episodes a second and bytes allocated, by the length of history; and a long wait.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using InMemoryEngine engine = await InMemoryEngine.StartAsync(new InMemoryInstanceStore(), TimeProvider.System, AddTasks, cancellationToken);
        foreach (int length in s_lengths)
            await ActAsync(engine.Client, length, cancellationToken);

        TextTable table = [["activities", "episodes", "a second", "µs an episode", "bytes an episode"]];
        foreach (int length in s_lengths)
            table.Add(await MeasureAsync(engine.Client, length, cancellationToken));
        table.Write(Console.Out);
        await Console.Out.WriteLineAsync("\nAn orchestration of so many activities, one after the other, has an episode for each and one more; an episode replays half of them on the average.\n");
        await IdleAsync(engine.Client, cancellationToken);
    }

    private static void AddTasks(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("Nothing", (_, number) => number);
        tasks.AddOrchestratorFunc<int, int>("Act", async (context, length) =>
        {
            int sum = 0;
            for (int i = 0; i < length; i++)
                sum += await context.CallActivityAsync<int>("Nothing", i);
            return sum;
        });
        tasks.AddOrchestratorFunc<int, int>("Wait", (context, _) => context.WaitForExternalEvent<int>("Never"));
    }

    private static async Task ActAsync(DurableTaskClient client, int length, CancellationToken cancellationToken)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync("Act", length, cancellationToken);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, cancellationToken);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            throw new InvalidOperationException($"It did not complete: {ended.FailureDetails}");
    }

    private static async Task<string[]> MeasureAsync(DurableTaskClient client, int length, CancellationToken cancellationToken)
    {
        int runs = Math.Max(1, Episodes / (length + 1));
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long began = Stopwatch.GetTimestamp();
        for (int run = 0; run < runs; run++)
            await ActAsync(client, length, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double bytes = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        int episodes = runs * (length + 1);
        return [Figures.Number(length), Figures.Number(episodes), Figures.Number(episodes / seconds), Figures.Number(seconds * 1e6 / episodes), Figures.Number(bytes / episodes)];
    }

    private static async Task IdleAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Waiting; i++)
            await client.ScheduleNewOrchestrationInstanceAsync("Wait", i, new StartOrchestrationOptions($"wait-{i}"), cancellationToken);
        for (int i = 0; i < Waiting; i++)
            await client.WaitForInstanceStartAsync($"wait-{i}", cancellationToken);

        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        await Task.Delay(s_idle, cancellationToken);
        self.Refresh();
        await Console.Out.WriteLineAsync(
            $"{Figures.Number(Waiting)} orchestrations that wait, in {s_idle.TotalSeconds} s: {Figures.Number((self.TotalProcessorTime - before).TotalMilliseconds)} ms of processor time, "
            + $"{Figures.Number(GC.GetTotalAllocatedBytes(precise: true) - allocated)} bytes allocated, the measuring included.");
    }
}
