using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ContractAttach.Benchmarks.Report;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Benchmarks.Waiting;

/// <summary>The command <c>waiting</c>: what many requests that wait for a code cost, each step in a process of its own.</summary>
internal static class WaitingCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Option<int[]> counts = new("--counts")
        {
            Description = "How many requests wait on Azurite, ascending; a measurement for each.",
            DefaultValueFactory = _ => [1_000, 5_000, 20_000],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> inMemory = new("--memory")
        {
            Description = "How many wait on the engine's store in memory; 0 for none.",
            DefaultValueFactory = _ => 100_000,
        };
        Command command = new("waiting", "Many requests that wait for a code: restart, memory, an entry among them, all of them due at once.") { counts, inMemory };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(counts)!, parsed.GetValue(inMemory), cancellationToken));
        return command;
    }

    /// <summary>The hidden command that is one step.</summary>
    public static Command CreateStep()
    {
        Argument<string> name = new("step"), plan = new("plan");
        Command command = new("waiting-step") { name, plan };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            WaitingPlan read = WaitingPlan.Read(parsed.GetValue(plan)!);
            WaitingFigures figures = parsed.GetValue(name) switch
            {
                "fill" => await WaitingSteps.FillAsync(read, cancellationToken),
                "restart" => await WaitingSteps.RestartAsync(read, cancellationToken),
                "end" => await WaitingSteps.EndAsync(read, cancellationToken),
                _ => await InMemoryWaiting.RunAsync(read.Count, cancellationToken),
            };
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(figures));
        });
        return command;
    }

    private static async Task RunAsync(int[] counts, int inMemory, CancellationToken cancellationToken)
    {
        TextTable table = [["waiting", "store", "started in s", "ready s", "read of the store s", "heap MiB", "KiB each more", "working set MiB", "entry p50 ms", "p95 ms", "all due: ended in s"]];
        await using DevServicesFixture services = new();
        await services.InitializeAsync();
        (int count, long heap) before = (0, (await MeasureAsync(services, 0, cancellationToken)).Heap);
        foreach (int count in counts)
        {
            WaitingFigures figures = await MeasureAsync(services, count, cancellationToken);
            table.Add(Row(count, "Azurite", figures, (figures.Heap - before.heap) / 1024.0 / (count - before.count)));
            before = (count, figures.Heap);
        }

        if (inMemory > 0)
        {
            WaitingFigures figures = await StepAsync("memory", new WaitingPlan { Count = inMemory }, cancellationToken);
            table.Add(Row(inMemory, "memory", figures, figures.Heap / 1024.0 / inMemory));
        }

        await Console.Out.WriteLineAsync();
        table.Write(Console.Out);
        await Console.Out.WriteLineAsync(
            "\nReady: from the start of the host in a new process until GET /health/ready says so. Heap: after a collection; in memory: less that of the store."
            + "\nEach more: than in the row before, the first than nobody; that one bears the buffers in which a page of rows is read, which stay."
            + "\nEntry: POST of a right code until its answer, one after the other (in memory: from the event to attached). All due: the application comes back after all of them ran out; until all have ended.");
    }

    private static string[] Row(int count, string store, WaitingFigures figures, double heapEach) =>
    [
        Figures.Number(count), store, Figures.Number(figures.Started, 1), Figures.Number(figures.Ready, 2), Figures.Number(figures.StoreRead, 2), Figures.Number(figures.Heap / 1048576.0, 1), Figures.Number(heapEach, 2),
        Figures.Number(figures.WorkingSet / 1048576.0), Figures.Number(figures.EntryMedian, 1), Figures.Number(figures.EntryP95, 1), Figures.Number(figures.Ended, 1),
    ];

    private static async Task<WaitingFigures> MeasureAsync(DevServicesFixture services, int count, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"{count} waiting...");
        WaitingPlan plan = new()
        {
            Settings = TestApplication.Settings(services),
            Count = count,
            CustomerToken = await services.TokenAsync(new { sub = $"customer-{count}", email = $"customer{count}@example.com", expiresInSeconds = 36_000 }, cancellationToken),
            OperatorToken = await services.TokenAsync(new { sub = "operator", roles = new[] { "operator" } }, cancellationToken),
        };
        WaitingFigures filled = await StepAsync("fill", plan, cancellationToken);
        plan.Entries = filled.Entries;
        WaitingFigures restarted = await StepAsync("restart", plan, cancellationToken);
        WaitingFigures ended = await StepAsync("end", plan, cancellationToken);
        return restarted with { Started = filled.Started, Ended = ended.Ended };
    }

    private static async Task<WaitingFigures> StepAsync(string step, WaitingPlan plan, CancellationToken cancellationToken)
    {
        string path = Path.GetTempFileName();
        try
        {
            await plan.WriteAsync(path, cancellationToken);
            ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ContractAttach.Benchmarks.dll"), "waiting-step", step, path]) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<WaitingFigures>(output)!
                : throw new InvalidOperationException($"The step '{step}' failed.");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
